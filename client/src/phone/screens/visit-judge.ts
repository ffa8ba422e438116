// What is plainly wrong with a visit's form, said at once: the server would say it hours later, once there is a line.
// The server judges again (rules/ordering, rules/paying, visits/actions/recording.py), in the same words.
import { figure, money } from "../../figures";
import type { Code, Reason, Visit } from "../types";
import { t } from "../words";
import { amountOf, type VisitForm } from "./visit-form";

const LARGEST = 100_000_000;
const LIMIT = "100,000,000";

export function judge(form: VisitForm, visit: Visit, codes: Code[]): Reason[] {
  const reasons: Reason[] = [];
  const say = (field: string, code: string, text: string) => void reasons.push({ field, code, text });
  if (visit.shut) return reasons;
  form.lines.forEach((line, at) => judgeLine(line, at + 1, say));
  const amount = money(form.amount);
  if (form.amount.trim() !== "") {
    if (Number.isNaN(amount)) say("amount", "kit.number.not_a_number", noNumber(form.amount));
    else if (amount <= 0) say("amount", "trade.payment.not_positive", t("An amount collected is above zero."));
    else if (amount > LARGEST) say("amount", "trade.payment.absurd", t("An amount collected is at most {limit}. Check the number of digits.", { limit: LIMIT }));
  }
  const ticked = (what: string) => form.results.some((code) => counts(codes, code) === what);
  if (ticked("order") && !form.lines.length) say("lines", "visits.result.order_without_lines", t("An order was ticked: add what was ordered."));
  const taken = money(visit.amount) > 0; // emptied, it takes its result back
  if (ticked("collection") && !form.amount.trim() && !taken) {
    say("amount", "visits.result.collection_without_amount", t("A payment was ticked: fill in the amount."));
  }
  if (form.nextStepOn && form.nextStepOn < visit.day) say("next_step_on", "visits.next_step.in_the_past", t("The next step's day lies before the visit."));
  if (form.nextStepOn && !form.nextStep.trim()) say("next_step", "visits.next_step.without_words", t("Say what the next step is."));
  const { name, title, phone } = form.contact;
  if (!name.trim() && (title.trim() || phone.trim())) say("contact_name", "customers.contact.without_name", t("Write the contact's name."));
  return reasons;
}

export function counts(codes: Code[], result: string): string {
  const found = codes.find((one) => one.list === "result" && one.code === result);
  return found?.counts || result;
}

function noNumber(text: string): string {
  return t("“{text}” is no number. Write digits only, like 1234 or 12.5.", { text });
}

type Say = (field: string, code: string, text: string) => void;

function judgeLine(line: VisitForm["lines"][number], position: number, say: Say): void {
  const field = `line-${position}`;
  const quantity = figure(line.quantity);
  const price = money(line.price);
  const discount = line.discount.trim() === "" ? 0 : figure(line.discount.replace("%", ""));
  const wrong = [line.price, line.discount].find((text, place) => Number.isNaN(place ? discount : price) && text.trim() !== "");
  if (wrong !== undefined) return say(field, "kit.number.not_a_number", noNumber(wrong));
  if (line.quantity.trim() !== "" && Number.isNaN(quantity)) {
    return say(field, "kit.number.not_a_number", noNumber(line.quantity));
  }
  if (!quantity) say(field, "trade.line.without_quantity", t("Line {position}: fill in a quantity.", { position }));
  if (line.price.trim() === "") say(field, "kit.number.not_a_number", t("Line {position}: fill in a price; 0 where it is given free.", { position }));
  if (price < 0) say(field, "trade.line.negative_price", t("Line {position}: a price cannot be below zero.", { position }));
  if (discount < 0 || discount > 100) {
    say(field, "trade.line.discount_out_of_range", t("Line {position}: a discount is between 0 and 100 per cent.", { position }));
  }
  if (Math.abs(amountOf(line)) > LARGEST) {
    const params = { position, limit: LIMIT };
    say(field, "trade.line.too_large", t("Line {position}: a line comes to at most {limit}. Check the number of digits.", params));
  }
}

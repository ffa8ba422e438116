// What the forms about customers make of the rows: a customer written down on the street, his card, his contacts.
import { fold } from "./finding";
import type { FormRule, Laying } from "./model";
import { begin } from "./model-day";
import type { Account } from "./types";

const ID = "([0-9a-f-]{36})";

function freshAccount(form: Laying, id: string): Account {
  const phone = form.value("phone");
  const contact = form.value("contact_name").trim();
  const someone = { id: `waiting:${form.item.key}`, name: contact, title: form.value("contact_title"), phone, dial: phone };
  return {
    id,
    number: "",
    name: form.value("name"),
    kind: "",
    status: "prospect",
    own: true,
    phone,
    dial: phone,
    address: "",
    area: form.get("area", form.value("area"))?.name ?? "",
    place: null,
    taxId: "",
    line: "",
    note: "",
    hours: {},
    contacts: contact ? [{ ...someone, line: "", refused: [], inCharge: false }] : [],
    notes: [],
    lastVisit: null,
    lastOrder: null,
    month: { ordered: "", collected: "" },
    terms: "",
    refused: [],
    sought: [form.value("name"), phone, contact].map(fold).join(" "),
  };
}

/** A prospect: `id` is the visit's, `account` the customer's. */
function met(form: Laying): void {
  const account = form.value("account");
  const visit = form.value("id");
  if (account && !form.get("account", account)) form.put("account", account, freshAccount(form, account));
  if (visit) begin(form, visit, { account, stop: null, purposes: form.values("purpose") });
}

export const CUSTOMER_FORMS: FormRule[] = [
  [/^\/prospects$/, met],
  [
    new RegExp(`^/accounts/${ID}$`),
    (form) => {
      const row = form.get("account", form.found[0]!);
      const name = form.value("name");
      if (row && name) form.put("account", row.id, { ...row, name, phone: form.value("phone") || row.phone });
    },
  ],
];

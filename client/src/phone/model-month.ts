// What the month's figures of the server do not hold yet: orders and collections of one's own visits that wait on the phone.
import { amount, ordered } from "./reckon";
import type { Snapshot } from "./store";

/** The figures of the person's month and of each customer's with what was added to them on the phone; `rows` is what is shown, `told` the
 *  server's own, of `month` ("2026-11"). */
export function laidMonth(rows: Snapshot, told: Snapshot, month: string): Pick<Snapshot, "me" | "account"> {
  const more = new Map<string, { ordered: number; collected: number }>();
  for (const visit of rows.visit.values()) {
    const before = told.visit.get(visit.id);
    if (visit === before || visit.joined || !visit.day.startsWith(month)) continue;
    const booked = ordered(visit) - (before ? ordered(before) : 0);
    const paid = amount(visit.amount) - (before ? amount(before.amount) : 0);
    if (!booked && !paid) continue;
    const so = more.get(visit.account) ?? { ordered: 0, collected: 0 };
    more.set(visit.account, { ordered: so.ordered + booked, collected: so.collected + paid });
  }
  if (!more.size) return rows;
  const me = new Map(rows.me);
  const account = new Map(rows.account);
  const sum = { ordered: 0, collected: 0 };
  const plus = <M extends { ordered: string; collected: string }>(so: M, by: typeof sum): M => ({
    ...so,
    ordered: String(amount(so.ordered) + by.ordered),
    collected: String(amount(so.collected) + by.collected),
  });
  for (const [id, by] of more) {
    sum.ordered += by.ordered;
    sum.collected += by.collected;
    const row = account.get(id);
    if (row?.month) account.set(id, { ...row, month: plus(row.month, by) });
  }
  for (const [id, row] of me) if (row.month) me.set(id, { ...row, month: plus(row.month, sum) });
  return { me, account };
}

// What the sections of a visit's form draw from, and how they change it.
import type { Account, Code, Product, Reason, Visit } from "../types";
import type { VisitForm } from "./visit-form";

export interface Seen {
  visit: Visit;
  account: Account | undefined;
  form: VisitForm;
  codes: Code[];
  products: Map<number, Product>;
  /** What the visit was for: the stop's, or its own. */
  purposes: string[];
  /** What the server said against it, where it came back. */
  reasons: Reason[];
  redraw: () => void;
  /** Change the form, lay it by and draw it. */
  edit: (change: (form: VisitForm) => unknown) => void;
}

// What lies on the phone, as the server's snapshot says it (fieldday/sync) and as the screens read it. Days are
// "2026-11-23", moments ISO with offset, clocks "09:30", amounts and quantities decimal strings, ids as the server's.

/** Who the store belongs to, and what the screens need to know of the company. */
export interface Me {
  id: number;
  name: string;
  role: string;
  language: string;
  currency: string;
  timezone: string;
  today: string;
  next?: string; // the next working day
  /** One's own leave and trips that are not over. */
  absences?: Absence[];
  /** Where a customer met on the street most likely lies; null where the person has no area. */
  area: number | null;
  arrivalRadiusM: number;
  /** Whether the role goes to customers; of one that does not, nothing else lies here. */
  visits?: boolean;
  /** Whom one may name as having come along 陪訪, superiors first. */
  people?: [id: number, name: string][];
  /** Visits of one's people that were just going on, or of today, to which one may come along or say that one did. */
  joinable?: { id: string; person: string; account: string; name: string; arrivedAt: string; leftAt?: string }[];
  /** Stops of others' plans to which one is asked along, from today on. */
  asked?: { stop: string; day: string; by: string; name: string; account: string | null; startsAt: string; purposes: string[] }[];
  /** Of this month: booked and collected so far, with their targets ("" where none is set). */
  month: { ordered: string; orderTarget: string; collected: string; collectionTarget: string };
}

export interface Kind {
  me: Me;
  account: Account;
  product: Product;
  code: Code;
  day: Day;
  visit: Visit;
  expense: Expense;
  area: Area;
}
export type KindName = keyof Kind;

export interface Area {
  id: number;
  name: string;
}

export interface Absence {
  id: string;
  kind: string; // its code
  since: string;
  until: string;
  part: string; // day, morning or afternoon
  note: string;
  by: string; // who entered it, where that was somebody else
}

/** One line of a code list: result, purpose, reason, note, expense, absence. */
export interface Code {
  id: string; // "result:order"
  list: string;
  code: string;
  name: string;
  order: number;
  /** Of results, notes, reasons and absences: what the rules count it as ("order", "talk", "competitor", "company" …). */
  counts?: string;
  /** Not offered any more; it still names what was kept with it. */
  retired?: boolean;
  /** Of notes: needs and habits, asked for on the visit's form. */
  asked?: boolean;
  /** Of expenses: a limit for one, "" for none; whether it is told in kilometres, and what one is worth. */
  limit?: string;
  perKm?: string;
}

export interface Product {
  id: number;
  code: string;
  name: string;
  unit: string;
  price: string; // "" where there is none
  brand: string;
  category: string;
}

export interface Contact {
  id: string;
  name: string;
  title: string;
  phone: string;
  dial: string; // as a tel: address takes it
  line: string;
  inCharge: boolean;
  /** Channels refused: "phone", "line" …; nothing is sent or rung there without a word of warning. */
  refused: string[];
}

export interface OrderLine {
  product: number;
  name: string;
  quantity: string;
  price: string;
  discount: string;
}

export interface Account {
  id: string;
  number: string;
  name: string;
  kind: string;
  status: string;
  /** Whether it is one's own; others are here because a day names them. */
  own: boolean;
  phone: string;
  dial: string;
  address: string;
  area: string;
  place: [number, number] | null; // latitude, longitude
  taxId: string;
  line: string;
  note: string;
  hours: Record<string, [string, string][]>; // "0" is Monday
  contacts: Contact[];
  /** Last notes, newest first; needs and habits are those whose code is asked for. */
  notes: { day: string; kind: string; text: string }[];
  lastVisit: { day: string; by: string; results: string[]; summary: string } | null;
  lastOrder: { day: string; amount: string; lines: OrderLine[] } | null;
  month: { ordered: string; collected: string };
  terms: string;
  creditLimit?: string;
  refused: string[];
  /** Texts a search goes through, as rules/text makes them: folded, without spaces. */
  sought: string;
}

export interface Stop {
  id: string;
  account: string | null;
  area: string;
  /** Of a stop that plans an area and no customer. */
  areaId?: number | null;
  name: string;
  startsAt: string; // "" where no time was planned
  purposes: string[];
  expectedOrder: string;
  expectedCollection: string;
  objective: string;
  /** "", cancelled, added or moved after approval; of a moved one the hour it had. */
  changed: string;
  plannedAt?: string;
  visit: string | null; // by whom it was gone to already
  companion?: number | null; // who was asked along
  reason: string; // why it was missed, where said
  reasonNote: string;
}

/** A day of one's own: seven behind, today, tomorrow, the next working day, and those further ahead that have a plan. */
export interface Day {
  id: string; // the day
  plan: { id: string; status: string; version: number; comment: string; by: string; note?: string } | null; // who returned it, and why
  stops: Stop[];
  startedAt: string;
  endedAt: string;
  byArrival: boolean; // nobody tapped: the first arrival is the beginning
  absence: string; // its code
  /** "", day, morning or afternoon. */
  absencePart: string;
  report: {
    id: string | null;
    status: string; // "none" while nothing is written, then with version 0
    version: number;
    reflections: string;
    due: string;
    judgement: string; // the 批示
    judgedBy: string;
    judgedAt: string;
    answers: { by: string; at: string; text: string }[];
    /** While it is returned: by whom, and what was said. */
    returned: { by: string; text: string } | null;
  };
}

export interface Visit {
  id: string;
  day: string;
  account: string;
  name?: string; // of the customer, who may be out of sight by now
  stop: string | null;
  arrivedAt: string;
  leftAt: string;
  channel: string; // "" in person, phone, line
  shut: boolean;
  where: string; // verified, out_of_range, unverifiable
  distanceM: number | null;
  version: number;
  writable: boolean;
  /** Somebody else's, to which one came along: `by` made it, and what it brought is his. */
  joined?: boolean;
  by?: string;
  with?: string[]; // the others of a joint visit
  companions?: number[]; // of one's own visit: who they are, in the order of `with`
  results: string[];
  purposes: string[];
  met: boolean;
  summary: string;
  lines: OrderLine[];
  ordered?: string;
  amount: string; // collected
  method: string;
  notes: { kind: string; text: string }[];
  contacts: string[];
  nextStep: string;
  nextStepOn: string;
  photos: { id: string; kind: string }[];
}

export interface Expense {
  id: string;
  day: string;
  kind: string;
  amount: string;
  kilometres: string;
  note: string;
  visit: string | null;
  receipts: number;
  version: number;
}

/** `POST /phone/snapshot`: digests of the parts the phone has; the answer holds those that differ, whole. */
export interface Asked {
  build: string;
  parts: Partial<Record<KindName, Record<string, string>>>; // kind, part "0"–"63", digest
  whole: boolean; // false: of days, visits, expenses, and the customers changed themselves or by one's own visits
}
export interface Answered {
  build: string;
  person: number;
  at: string;
  parts: { kind: KindName; part: string; digest: string; rows?: { id: string | number }[] }[]; // no rows: as they are
}

/** `GET /phone/session`. */
export interface Session {
  person: number;
  name: string;
  /** Of the session, as its list of devices names it: it opens nothing. */
  handle?: string;
  csrf: string;
  build: string;
  at: string;
}

/** One form on its way. It is written before anything is sent; its files lie beside it, asked for by `bytesOf(key)`. */
export interface Item {
  seq?: number; // given by the store: the order of sending
  key: string; // of the form
  person: number;
  /** Where the page's form would go, and what it would say: pairs in order. */
  address: string;
  fields: [string, string][];
  files: { name: string; filename: string; type: string; size: number }[];
  /** What it is of, e.g. "visit:<id>", "day:2026-11-23"; forms of one record go one after the other. */
  record: string;
  /** Records that must be there first: an item goes only when nothing before it that makes one of them is held or waits. */
  needs: string[];
  /** Records that come to be by it, besides `record`: a prospect's form makes its visit too. */
  makes: string[];
  /** Records whose earlier forms must be through, or be gone: a report sent again waits for what is mended of its day. */
  after?: string[];
  /** Goes before what waits of other records: a report that is taken back opens its day for them. */
  first?: boolean;
  /** The words a person knows it by: 「抵達 新生堂」. */
  says: string;
  claimedAt: string;
  /** The page of the server it was filled in on; "" for a screen of the phone. */
  from: string;
  /** waiting; sending (its answer may be lost: sent again as it was); held with what the server said; kept by the
   * server, and laid over the store until what the server keeps has come back. */
  state: "waiting" | "sending" | "held" | "kept";
  tries: number;
  /** Not sent before this (ms since 1970): what is still being found of it, as the place of an arrival, may come yet. */
  notBefore?: number;
  answer?: Answer;
}
export interface Reason {
  field: string;
  code: string;
  text: string;
}
export interface Answer {
  state: "kept" | "refused" | "conflict" | "gone" | "forbidden" | "signed_out" | "expired" | "other_person" | "csrf";
  location?: string;
  said?: string[];
  record?: { id: string; version: number };
  reasons?: Reason[];
  /** Of a refusal that asks a question: the fields with which the same form, under a new key, is meant all the same. */
  insist?: [string, string][];
  /** Of a conflict, with its version on top: Visit; Expense; Day["report"] with its day; Day["plan"] with day and stops. */
  theirs?: unknown;
}

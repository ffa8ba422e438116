// Every screen, in the order in which their paths are tried: the more particular first.
import type { Screen } from "../ui";
import { ABSENCES } from "./absences";
import { ADD_STOP } from "./add-stop";
import { CARD } from "./card";
import { CHANGE } from "./change";
import { CHOOSE } from "./choose";
import { CUSTOMERS } from "./customers";
import { EXPENSE, EXPENSES } from "./expenses";
import { MORE } from "./more";
import { OUTBOX } from "./outbox";
import { PLAN } from "./plan";
import { PROSPECT } from "./prospect";
import { REPORT, REPORT_TODAY } from "./report";
import { DAY, TODAY } from "./today";
import { VISIT } from "./visit";

export const SCREENS: Screen[] = [
  ...[TODAY, DAY, CHANGE, ADD_STOP, CHOOSE, VISIT],
  ...[CUSTOMERS, CARD, PROSPECT, EXPENSES, EXPENSE],
  ...[REPORT_TODAY, REPORT, PLAN, ABSENCES],
  ...[OUTBOX, MORE],
];

// The screens that the app's first file leaves out.
export { ABSENCES } from "./absences";
export { ADD_STOP } from "./add-stop";
export { CARD } from "./card";
export { CHANGE } from "./change";
export { EXPENSE, EXPENSES } from "./expenses";
export { MORE } from "./more";
export { OUTBOX } from "./outbox";
export { PLAN } from "./plan";
export { PROSPECT } from "./prospect";
export { REPORT, REPORT_TODAY } from "./report";
export { again } from "./sending-again";

// Every screen, in the order in which their paths are tried: the more particular first.
import type { Screen } from "../ui";
import { CHANGE } from "./change";
import { CHOOSE } from "./choose";
import { MORE } from "./more";
import { OUTBOX } from "./outbox";
import { DAY, TODAY } from "./today";
import { VISIT } from "./visit";

export const SCREENS: Screen[] = [TODAY, DAY, CHANGE, CHOOSE, VISIT, OUTBOX, MORE];

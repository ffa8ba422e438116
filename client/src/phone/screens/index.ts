// Every screen, in the order in which their paths are tried: the more particular first.
import type { Screen } from "../ui";
import { MORE } from "./more";
import { OUTBOX } from "./outbox";

export const SCREENS: Screen[] = [OUTBOX, MORE];

// A report that goes again as it was sent, once something of its day was mended.
import type { Model } from "../model";
import { missed } from "../reckon";
import type { Day } from "../types";
import { livedOf } from "./report-parts";
import { warningsOf } from "./report-warned";

type Pairs = [string, string][];

/** The report as it was sent, with what it is warned of by now: its person knew when he sent it. */
export function again(model: Model, row: Day, version: number): Pairs {
  const lived = livedOf(model, row);
  const words = row.report.reflections;
  const one = (name: string): string => (name === "reflections" ? words : "");
  const known = warningsOf(lived, { one }, model).map(({ code }): [string, string] => ["accepted", code]);
  const why = missed(lived).flatMap((stop): Pairs => [[`missed-${stop.id}`, stop.reason], [`missed-${stop.id}-note`, stop.reasonNote]]);
  return [["version", String(version)], ["reflections", words], ...why, ...known, ["act", "send"]];
}

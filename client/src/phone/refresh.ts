// Brings what lies on the phone up to date, by differences: the phone says a digest for each part it has, the server
// answers those that differ, whole. What others did around a customer is asked for by hand and every half hour. Forms that were kept stay laid over the store until a snapshot asked for after them.
import { alone, ask, askSession, changed, read } from "./session";
import { digestsOf, items, lay, makeRoom, meta, setMeta, StoreFull } from "./store";
import type { Answered, Asked } from "./types";

const WAIT_MS = 60_000;
const OFTEN_MS = 60_000; // not asked again sooner, unless something was kept or somebody asks
const WHOLE_MS = 30 * 60_000;
let last = 0;
let running: Promise<boolean> | undefined;
let once = false;
let all = false;

interface Fresh {
  person: number;
  build: string;
  at: string;
  whole: number; // when everything was asked for (ms since 1970)
}

/** Ask for what has changed. Answers whether the phone is up to date now. `now`: however fresh it is; `whole`: of
 * everything, however lately that was asked for. */
export function refresh(now = false, whole = now): Promise<boolean> {
  if (!now && Date.now() - last < OFTEN_MS) return Promise.resolve(true);
  all ||= whole;
  once ||= running !== undefined && now;
  running ??= (async () => {
    try {
      let fresh = await alone("fieldday-refresh", bring);
      while (once) {
        once = false;
        fresh = await alone("fieldday-refresh", bring);
      }
      return fresh;
    } catch (error) {
      console.warn("what changed could not be laid by", error);
      return false;
    } finally {
      running = undefined;
    }
  })();
  return running;
}

async function bring(): Promise<boolean> {
  const asked = await askSession();
  if (asked.line !== "ok") return false;
  const { person, csrf, build } = asked.session;
  const seen = (await items()).filter((item) => item.person === person && item.state === "kept");
  const parts = await digestsOf(person);
  const had = await meta<Fresh>("fresh");
  const since = had?.person === person && had.build === build && parts.me ? Date.now() - had.whole : NaN;
  const whole = all || !(since >= 0 && since < WHOLE_MS);
  all = false;
  const body: Asked = { build, parts, whole };
  const answer = await ask(
    "/phone/snapshot",
    {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, "X-Fieldday-Person": String(person) },
    },
    WAIT_MS,
  );
  const said = answer?.ok ? await read<Answered>(answer) : undefined;
  if (!said || said.person !== person) return false;
  await lay(person, said.parts, seen).catch(async (error: unknown) => {
    if (!(error instanceof StoreFull)) throw error;
    await makeRoom();
    await lay(person, said.parts, seen);
  });
  const fresh: Fresh = { person, build, at: said.at, whole: whole ? Date.now() : had!.whole };
  await setMeta("fresh", fresh);
  last = Date.now();
  if (said.parts.length || seen.length) changed("store");
  return true;
}

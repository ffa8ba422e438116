// Brings what lies on the phone up to date, by differences: the phone says a digest for each part it has, the server
// answers those that differ, whole. Forms that were kept stay laid over the store until a snapshot asked for after them.
import { alone, ask, askSession, changed, read } from "./session";
import { digestsOf, items, lay, makeRoom, setMeta, StoreFull } from "./store";
import type { Answered, Asked } from "./types";

const WAIT_MS = 60_000;
const OFTEN_MS = 60_000; // not asked again sooner, unless something was kept or somebody asks
let last = 0;
let running: Promise<boolean> | undefined;
let once = false;

/** Ask for what has changed. Answers whether the phone is up to date now. `now`: however fresh it is. */
export function refresh(now = false): Promise<boolean> {
  if (!now && Date.now() - last < OFTEN_MS) return Promise.resolve(true);
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
  const body: Asked = { build, parts: await digestsOf(person) };
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
  await setMeta("fresh", { person, at: said.at });
  last = Date.now();
  if (said.parts.length || seen.length) changed("store");
  return true;
}

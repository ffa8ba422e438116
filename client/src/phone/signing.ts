// Signing out: what is personal leaves the phone at once, with or without a line; what is to be sent stays for its
// person. Without a line the server hears of it as soon as there is one, before anything else is asked (session.ts).
import { askSession, forget } from "./session";
import { setMeta } from "./store";

export async function signOut(): Promise<void> {
  await setMeta("leaving", true);
  await forget();
  await askSession();
  location.assign("/phone/more");
}

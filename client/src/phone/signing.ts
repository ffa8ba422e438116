// Signing out: what is personal leaves the phone at once, with or without a line; what is to be sent stays for its
// person. Without a line the server hears of it as soon as there is one, before anything else is asked (session.ts).
import { askSession, leaveNow } from "./session";

export async function signOut(): Promise<void> {
  await leaveNow();
  await askSession();
  location.assign("/phone/more");
}

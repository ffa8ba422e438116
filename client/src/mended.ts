// A form that the server sent back, opened again on its page (#mend=KEY): filled in as it was, with what was said
// against it; what the page has no field for goes along hidden. Once it is sent again the held one is done with.
import { itemOf, dropItems } from "./phone/store";
import type { Item } from "./phone/types";
import { drawn, fill } from "./typed";

/** The held form that this one mends, if any. */
export function mends(form: HTMLFormElement): string {
  return form.dataset["mends"] ?? "";
}
export async function mendedNow(form: HTMLFormElement): Promise<void> {
  const item = mends(form) ? await itemOf(mends(form)) : undefined;
  if (item?.state === "held") await dropItems([item]);
}

function formOf(item: Item): HTMLFormElement | undefined {
  const forms = [...document.querySelectorAll<HTMLFormElement>("form[method=post]")];
  return forms.find((form) => {
    const there = new URL(form.getAttribute("action") || location.href, location.href);
    return there.pathname + there.search === item.address || there.pathname === item.address;
  });
}

/** Fill in what was typed; answers the reasons, or undefined where this page mends nothing. */
export async function bringMended(): Promise<string[] | undefined> {
  const key = /^#mend=([0-9a-f-]{36})$/.exec(location.hash)?.[1];
  const item = key ? await itemOf(key) : undefined;
  let form = item && formOf(item);
  if (!item || !form) return undefined;
  const pairs = item.fields.filter(([name]) => !["version", "claimed_at"].includes(name));
  const names = [...new Set([...form.querySelectorAll<HTMLInputElement>("[name]")].map((field) => field.name))];
  const typed = { names: names.filter((name) => !["_key", "csrfmiddlewaretoken", "version"].includes(name)), pairs };
  const fresh = form.hasAttribute("data-typed-drawn") ? await drawn(form, typed) : null;
  if (fresh) {
    const put = document.adoptNode(fresh);
    form.replaceWith(put);
    form = put;
  } else {
    fill(form, typed);
    for (const [name, value] of pairs.filter(([one]) => !names.includes(one))) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
  }
  form.dataset["mends"] = item.key;
  return (item.answer?.reasons ?? []).map((one) => one.text).filter(Boolean);
}

// A form on a screen while somebody types: every touch is laid by in the store (drafts), so that a killed app or an empty
// battery takes no words; it comes back with the form until it is kept or dropped. Its key is made once: a form that is
// tapped twice goes into the outbox once.
import { newKey } from "../forms";
import type { Wrong } from "./parts";
import { pictureFrom, type Picture } from "./pictures";
import { bytesOf, draft, itemOf, setDraft, who } from "./store";
import type { Item } from "./types";

export type Pairs = [string, string][];
export type Photo = Picture;
interface Laid {
  key: string;
  pairs: Pairs;
  photo?: Photo;
}
const open = new Map<string, Form>();

/** A picture as a data: address, as the content security policy of every page allows; "" for what is no picture. */
function seen({ type, bytes }: Photo): Promise<string> {
  return new Promise((resolve) => {
    if (!type.startsWith("image/")) return resolve("");
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => resolve(""));
    reader.readAsDataURL(new Blob([bytes], { type }));
  });
}

export class Form {
  key = newKey();
  wrong: Wrong[] = [];
  photo: Photo | undefined;
  /** The photo as a page shows it. */
  picture = "";
  busy = false;
  /** What was typed another time stands in it again. */
  back = false;
  private touched = false;
  private told = false;
  private writing = false;
  private waits: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly person: number,
    readonly name: string,
    public pairs: Pairs,
    private readonly redraw: () => void,
  ) {}

  one(name: string): string {
    return this.pairs.find(([key]) => key === name)?.[1] ?? "";
  }
  all(name: string): string[] {
    return this.pairs.filter(([key]) => key === name).map(([, value]) => value);
  }
  set(name: string, value: string): void {
    this.pairs = [...this.pairs.filter(([key]) => key !== name), [name, value]];
    this.lay();
  }
  /** For @input and @change of the <form>: take what its fields say now. */
  typed = (event: Event): void => {
    const form = event.currentTarget as HTMLFormElement;
    if (event.target instanceof HTMLInputElement && event.target.type === "file") return;
    const said = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string");
    // A field that is not asked for just now keeps what was typed into it.
    const before = new Map(this.wrong.map((one) => [one.field, this.all(one.field).join("\n")]));
    this.pairs = [...said, ...this.pairs.filter(([name]) => !form.elements.namedItem(name))];
    // What was wrong and has been touched since is judged anew when it is sent.
    const left = this.wrong.filter((one) => this.all(one.field).join("\n") === before.get(one.field));
    const mended = left.length < this.wrong.length;
    this.wrong = left;
    this.lay();
    if (event.type === "change" || mended) this.redraw();
  };
  /** What a button in it made of it. */
  take(pairs: Pairs): void {
    this.pairs = pairs;
    this.lay();
    this.redraw();
  }
  /** Nothing was typed yet: it follows what is kept. */
  follow(pairs: () => Pairs): void {
    if (!this.touched) this.pairs = pairs();
  }
  /** For @change of a photo's input: the picture made small; what is none changes nothing. */
  chosen = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    this.busy = true;
    this.redraw();
    const picture = await pictureFrom(file);
    if (picture) {
      this.photo = picture;
      this.picture = await seen(picture);
    }
    input.value = "";
    this.busy = false;
    if (picture) this.lay();
    this.redraw();
  };
  /** A held form that is mended here: what the server said against it, and the photo that went with it; once. */
  mend(item: Item | undefined, wrong = item?.answer?.reasons): void {
    if (this.told || !item) return;
    this.told = true;
    this.wrong = wrong ?? [];
    const [file] = item.files;
    if (!file) return;
    void bytesOf(item.key).then(async ([bytes]) => {
      if (!bytes || this.touched) return;
      this.photo = { filename: file.filename, type: file.type, bytes };
      this.picture = await seen(this.photo);
      this.redraw();
    });
  }
  /** What stands against it, shown: the first field that is wrong comes into sight. */
  refuse(wrong: Wrong[]): void {
    this.wrong = wrong;
    this.redraw();
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".alert-bad[role=alert]")?.focus());
  }
  /** Do something with it that takes a moment: a second tap meanwhile does nothing. */
  async once(act: () => Promise<unknown>): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    try {
      await act();
    } finally {
      this.writing = false;
    }
  }
  /** It is kept, or dropped: nothing of it stays laid by. */
  async done(): Promise<void> {
    open.delete(`${this.person} ${this.name}`);
    clearTimeout(this.waits);
    await setDraft(this.person, this.name, undefined);
  }
  /** Nobody has typed yet: it begins as things stand now. */
  as(begins: () => Pairs): this {
    if (!this.touched) this.pairs = begins();
    return this;
  }
  dropPhoto = (): void => {
    this.photo = undefined;
    this.picture = "";
    this.lay();
    this.redraw();
  };
  private lay(): void {
    this.touched = true;
    clearTimeout(this.waits);
    this.waits = setTimeout(() => void this.keep(), 150);
  }
  /** Lay it by at once: before the page is hidden, too. */
  async keep(): Promise<void> {
    clearTimeout(this.waits);
    if (!this.touched || open.get(`${this.person} ${this.name}`) !== this) return;
    if ((await who().catch(() => null))?.person !== this.person) return; // he signed out: nothing of his is laid by any more
    const laid: Laid = { key: this.key, pairs: this.pairs, ...(this.photo ? { photo: this.photo } : {}) };
    await setDraft(this.person, this.name, laid).catch(() => undefined); // no room: it stays on the screen
  }
  async bringBack(): Promise<void> {
    const laid = await draft<Laid>(this.person, this.name).catch(() => undefined);
    if (!laid || this.touched) return;
    if (await itemOf(laid.key).catch(() => undefined)) return this.done(); // it was kept, and the app killed right then
    Object.assign(this, { key: laid.key, pairs: laid.pairs, photo: laid.photo, back: true, touched: true });
    if (laid.photo) this.picture = await seen(laid.photo);
    this.redraw();
  }
}

/** The form of that name: as it stands on the screen, as it was laid by, or as it begins. */
export function formOf(person: number, name: string, begins: () => Pairs, redraw: () => void): Form {
  const known = open.get(`${person} ${name}`);
  if (known) return known.as(begins);
  const form = new Form(person, name, begins(), redraw);
  open.set(`${person} ${name}`, form);
  void form.bringBack();
  return form;
}

if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const form of open.values()) void form.keep();
  });
}

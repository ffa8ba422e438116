// Which screen of the phone is like a page of the server, for when no page can come: also where the worker leads.
const LIKE: [RegExp, (...parts: string[]) => string][] = [
  [/^\/(today)?$/, () => "/phone/today"],
  [/^\/days\/(\d{4}-\d\d-\d\d)$/, (day) => `/phone/days/${day}`],
  [/^\/days\/(\d{4}-\d\d-\d\d)\/expenses$/, (day) => `/phone/days/${day}/expenses`],
  [/^\/expenses\/([0-9a-f-]{36})$/, (id) => `/phone/expenses/${id}`],
  [/^\/visits\/([0-9a-f-]{36})$/, (id) => `/phone/visits/${id}`],
  [/^\/arrivals(\/new)?$/, () => "/phone/visits/new"],
  [/^\/accounts\/new$/, () => "/phone/prospects/new"],
  [/^\/accounts$/, () => "/phone/customers"],
  [/^\/accounts\/([0-9a-f-]{36})$/, (id) => `/phone/customers/${id}`],
  [/^\/prospects$/, () => "/phone/prospects/new"],
  [/^\/reports\/today$/, () => "/phone/report"],
  [/^\/reports\/(\d{4}-\d\d-\d\d)$/, (day) => `/phone/reports/${day}`],
  [/^\/plans\/next$/, () => "/phone/plans/next"],
  [/^\/plans\/(\d{4}-\d\d-\d\d)$/, (day) => `/phone/plans/${day}`],
  [/^\/absences$/, () => "/phone/absences"],
  [/^\/me$/, () => "/phone/more"],
];

/** The phone's own path for a page of the server, undefined where it has no such screen. */
export function like(path: string): string | undefined {
  for (const [pattern, phone] of LIKE) {
    const found = pattern.exec(path);
    if (found) return phone(...found.slice(1));
  }
  return undefined;
}

/** What stands escaped in an address; as it is, where that is nothing. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether `path` is of the shape "/phone/visits/:id", and what stands in its places. */
export function match(shape: string, path: string): Record<string, string> | undefined {
  const wanted = shape.split("/");
  const parts = path.replace(/(.)\/$/, "$1").split("/");
  if (wanted.length !== parts.length) return undefined;
  const found: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    if (part.startsWith(":")) found[part.slice(1)] = plain(parts[place]!);
    else if (part !== parts[place]) return undefined;
  }
  return found;
}

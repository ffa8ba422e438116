// Where nothing can be shown: nobody is signed in, or the page is one that only the server draws.
import { html } from "lit-html";
import { icon } from "../parts";
import { items } from "../store";
import { redraw, type Screen } from "../ui";
import { t } from "../words";

export const SIGN_IN: Screen = {
  path: "/phone/sign-in",
  open: () => {
    let left = false; // whoever it belongs to
    void items().then((all) => {
      left = all.some((item) => item.state !== "kept");
      redraw();
    });
    return () => {
      const next = encodeURIComponent(location.pathname + location.search);
      const waits = left ? html`<p>${t("What is still to be sent stays on this phone.")}</p>` : "";
      return {
        title: t("Sign in"),
        body: html`<div class="nothing">${icon("lock", 48)}
          <p class="nothing-text">${t("Nobody is signed in on this phone. Signing in needs a connection once; afterwards the day is here without one.")}</p>
          ${waits}<a class="btn btn-primary" href=${`/sign-in?next=${next}`}>${t("Sign in")}</a></div>`,
      };
    };
  },
};

/** Signed in, and nothing is here yet: the first time, or after somebody else. */
export const FETCHING: Screen = {
  path: "/phone/fetching",
  open: () => () => ({
    title: "Fieldday",
    body: html`<div class="nothing" role="status">${icon("download", 48)}
      <p class="nothing-text">${t("Your day and your customers are coming onto this phone. The first time needs a connection.")}</p></div>`,
  }),
};

/** Somebody whose role visits no customers: his pages are the server's. */
export const DESK: Screen = {
  path: "/phone/desk",
  open: () => (model) => ({
    title: "Fieldday",
    sub: model.me?.name,
    body: html`<div class="nothing">${icon("device-laptop", 48)}
      <p class="nothing-text">${t("This app is for days at customers', and your role has none. Your own pages need a connection.")}</p>
      <a class="btn btn-primary" href="/">${t("To my pages")}</a> <a class="btn" href="/notices">${icon("bell")} ${t("Notices")}</a></div>`,
  }),
};

export const LOST: Screen = {
  path: "/phone/lost",
  open: ({ path }) => {
    const wanted = path.startsWith("/phone/lost") ? path.slice("/phone/lost".length) : "";
    return () => ({
      title: t("No connection"),
      back: "/phone/today",
      body: html`<div class="nothing">${icon("cloud-off", 48)}
        <p class="nothing-text">${wanted ? t("This page comes from the server and needs a connection. What you do in the field works without one.") : t("There is no such page.")}</p>
        ${wanted ? html`<a class="btn" href=${wanted}>${t("Try again")}</a>` : ""}
        <a class="btn btn-primary" href="/phone/today">${t("To today's stops")}</a></div>`,
    });
  },
};

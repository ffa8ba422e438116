// Entry of every page. Each module installs itself once on the document and works by delegation, so that what htmx
// swaps in later needs no second start.
import { installClipboard } from "./clipboard";
import { installDesk } from "./desk";
import { installForms } from "./forms";
import { installHtmx } from "./htmx";
import { installKeys } from "./keys";
import { installLocation } from "./location";
import { installMenus } from "./menus";
import { installPhotos } from "./photos";
import { installPlan, installTypedPlan } from "./plan";
import { installSelection } from "./selection";
import { installSide } from "./side";
import { installStepper } from "./stepper";
import { installTheme } from "./theme";
import { installTyped } from "./typed";
import { installVisit } from "./visit";

installHtmx();
installForms();
installLocation();
installKeys();
installSelection();
installMenus();
installSide();
installStepper();
installTheme();
installPlan();
installTypedPlan();
installTyped();
installVisit();
installPhotos();
installClipboard();
installDesk();

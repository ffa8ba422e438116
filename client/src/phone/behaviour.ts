// What the phone's screens share with the server's pages: the same attributes, the same modules.
import { installMenus } from "../menus";
import { installStepper } from "../stepper";
import { installTheme } from "../theme";

export function installPhoneParts(): void {
  installMenus();
  installStepper();
  installTheme();
}

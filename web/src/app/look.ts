/** Which colours the reader wants: the system's, light, dark, or the strongest contrast. */

import { useMantineColorScheme } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useEffect } from "react";

export const LOOKS = ["auto", "light", "dark", "contrast"] as const;
export type Look = (typeof LOOKS)[number];

export function useLook(): readonly [Look, (look: Look) => void] {
  const [look, setLook] = useLocalStorage<Look>({
    key: "podreel.look",
    defaultValue: "auto",
    getInitialValueInEffect: false,
  });
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    setColorScheme(look === "contrast" ? "dark" : look);
    document.documentElement.toggleAttribute("data-contrast", look === "contrast");
  }, [look, setColorScheme]);
  return [look, setLook];
}

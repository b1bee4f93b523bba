/** What to look for: kept in the address, so that reloading and going back keep it too. */

import { Group, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type LibrarySearch, librarySearch, SHOWN, type Shown, TEXT_CHARACTERS } from "./search";

const PAUSE_MS = 300;

interface LibraryFiltersProps {
  readonly search: LibrarySearch;
  /** A text that is being typed replaces the address; a choice is a step that can be taken back. */
  readonly onChange: (search: LibrarySearch, options: { readonly replace: boolean }) => void;
}

export function LibraryFilters({ search, onChange }: LibraryFiltersProps) {
  const { t } = useTranslation("library");
  const [text, setText] = useState(search.text ?? "");
  const told = useRef(search.text ?? "");
  const tell = useDebouncedCallback((words: string) => {
    const next = librarySearch(search.status, words);
    told.current = next.text ?? "";
    onChange(next, { replace: true });
  }, PAUSE_MS);
  useEffect(() => {
    // The address was changed elsewhere: by going back, or by clearing the filter.
    if (told.current === (search.text ?? "")) return;
    told.current = search.text ?? "";
    setText(told.current);
  }, [search.text]);
  return (
    <Group role="search" align="flex-end" gap="sm">
      <TextInput
        type="search"
        label={t("filter.text")}
        maxLength={TEXT_CHARACTERS}
        value={text}
        dir="auto"
        flex="1 1 14rem"
        onChange={(event) => {
          setText(event.currentTarget.value);
          tell(event.currentTarget.value);
        }}
      />
      <NativeSelect
        label={t("filter.status")}
        flex="0 1 12rem"
        value={search.status ?? ""}
        onChange={(event) => {
          const status = event.currentTarget.value === "" ? undefined : (event.currentTarget.value as Shown);
          tell.cancel();
          told.current = librarySearch(undefined, text).text ?? "";
          onChange(librarySearch(status, text), { replace: false });
        }}
        data={[
          { value: "", label: t("filter.all") },
          ...SHOWN.map((value) => ({ value, label: t(`filter.${value}`) })),
        ]}
      />
    </Group>
  );
}

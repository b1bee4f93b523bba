/** The player's own words. A button's name holds what it shows, for those who speak to their browser. */

import { De } from "media-chrome/dist/lang/de.js";
import { En } from "media-chrome/dist/lang/en.js";
import { addTranslation } from "media-chrome/dist/utils/i18n.js";

const RATE = "Playback rate {playbackRate}";

for (const [language, words] of Object.entries({ en: En, de: De }))
  addTranslation(language, { ...words, [RATE]: `${words[RATE]}x` });

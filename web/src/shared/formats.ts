/** Moments, lengths and sizes in the words of the page's language. */

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
const known = new Map<string, Formats>();

/** The formats of a language; making them is slow, so each is made once. */
export function formatsOf(language: string): Formats {
  const found = known.get(language) ?? new Formats(language);
  known.set(language, found);
  return found;
}

/** A moment of a film, such as `1:05`, or `1:00:05`: the same in every language. */
export function positionText(seconds: number): string {
  const whole = Math.max(Math.floor(seconds), 0);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, place) => (place === 0 ? `${part}` : `${part}`.padStart(2, "0"))).join(":");
}

class Formats {
  readonly #moment: Intl.DateTimeFormat;
  readonly #clock: Intl.DateTimeFormat;
  readonly #number: Intl.NumberFormat;
  readonly #units: Record<"second" | "minute" | "hour" | "day" | "gigabyte", Intl.NumberFormat>;
  readonly #tenths: Intl.NumberFormat;
  readonly #sizes: readonly Intl.NumberFormat[];

  constructor(language: string) {
    const unit = (name: string, display: "short" | "long", digits: number) =>
      new Intl.NumberFormat(language, {
        style: "unit",
        unit: name,
        unitDisplay: display,
        maximumFractionDigits: digits,
      });
    this.#moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    this.#clock = new Intl.DateTimeFormat(language, { timeStyle: "medium" });
    this.#number = new Intl.NumberFormat(language);
    this.#tenths = unit("second", "short", 1);
    this.#sizes = SIZES.map((name, step) => unit(name, step === 0 ? "long" : "short", step < 2 ? 0 : 1));
    this.#units = {
      second: unit("second", "short", 0),
      minute: unit("minute", "short", 0),
      hour: unit("hour", "short", 0),
      day: unit("day", "long", 0),
      gigabyte: unit("gigabyte", "short", 1),
    };
  }

  /** Such as `3 Nov 2026, 10:15`. */
  moment(iso: string): string {
    return this.#moment.format(new Date(iso));
  }

  /** The time of day with seconds. */
  clock(iso: string): string {
    return this.#clock.format(new Date(iso));
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  /** The length of a film, such as `1:35`. */
  length(seconds: number): string {
    return positionText(Math.round(seconds));
  }

  /** A span of time by its two greatest units, such as `2 hr 5 min`. */
  span(seconds: number): string {
    const whole = Math.max(0, Math.floor(seconds));
    const parts = [
      ["day", Math.floor(whole / 86_400)],
      ["hour", Math.floor(whole / 3600) % 24],
      ["minute", Math.floor(whole / 60) % 60],
      ["second", whole % 60],
    ] as const;
    const first = parts.findIndex(([, count]) => count > 0);
    if (first < 0) return this.#units.second.format(0);
    const shown = parts.slice(first, first + 2).filter(([, count]) => count > 0);
    return shown.map(([unit, count]) => this.#units[unit].format(count)).join(" ");
  }

  /** Such as `4.2 sec`, or `125 sec`. */
  seconds(seconds: number): string {
    return (seconds < 10 ? this.#tenths : this.#units.second).format(seconds);
  }

  /** Such as `1.4 MB`; in steps of 1,000, as disks and browsers count. */
  size(bytes: number): string {
    const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), SIZES.length - 1);
    return this.#sizes[step]?.format(bytes / 1000 ** step) ?? "";
  }

  gigabytes(bytes: number): string {
    return this.#units.gigabyte.format(bytes / 2 ** 30);
  }
}

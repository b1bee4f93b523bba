/** Times and costs in the reader's words. Pure. */

const MINUTE = 60;
const HOUR = 3600;

/** "45 sec", "3 min 20 sec", "1 hr 5 min". */
export function durationText(seconds: number, language: string): string {
  const whole = Math.max(Math.round(seconds), 0);
  const [hours, minutes] = [Math.floor(whole / HOUR), Math.floor((whole % HOUR) / MINUTE)];
  if (hours > 0) return `${inUnits(hours, "hour", language)} ${inUnits(minutes, "minute", language)}`;
  if (minutes === 0) return inUnits(whole, "second", language);
  return `${inUnits(minutes, "minute", language)} ${inUnits(whole % MINUTE, "second", language)}`;
}

/** An estimate, no finer than it can be: "20 sec", "4 min". */
export function estimateText(seconds: number, language: string): string {
  const minutes = Math.round(seconds / MINUTE);
  if (minutes >= 60) return durationText(minutes * MINUTE, language);
  if (seconds >= 1.5 * MINUTE) return inUnits(minutes, "minute", language);
  return inUnits(Math.max(Math.ceil(seconds / 5) * 5, 5), "second", language);
}

/** "$0.12", and what is less than a cent as "$0.004". */
export function costText(usd: number, language: string): string {
  const digits = usd > 0 && usd < 0.01 ? { maximumSignificantDigits: 1 } : {};
  return new Intl.NumberFormat(language, { style: "currency", currency: "USD", ...digits }).format(usd);
}

function inUnits(figure: number, unit: "hour" | "minute" | "second", language: string): string {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(figure);
}

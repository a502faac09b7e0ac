// Sizes and durations as people read them, in the way of the browser's locale.

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"]

/** A size, as "2.4 MB". */
export const sizeText = (bytes) => {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1)
  const value = bytes / 1000 ** step
  const maximumFractionDigits = step && value < 10 ? 1 : 0
  const unitDisplay = step ? "short" : "long"
  return new Intl.NumberFormat(undefined, { style: "unit", unit: UNITS[step], unitDisplay, maximumFractionDigits }).format(value)
}

/** A duration in milliseconds, as "1:05". */
export const durationText = (duration) => {
  const seconds = Math.round(duration / 1000)
  const two = (number) => number.toLocaleString(undefined, { minimumIntegerDigits: 2 })
  return `${Math.floor(seconds / 60).toLocaleString()}:${two(seconds % 60)}`
}

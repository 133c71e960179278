/** `55 s`, `3 min 20 s`, `2 h 5 min`: how long a person has to wait. */
export function formatDuration(ns: number): string {
  const seconds = Math.max(1, Math.round(ns / 1e9))
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 10) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A moment as metav1.MicroTime has it, so many milliseconds, with fractions, after another one. */
export const microTime = (start: Date, elapsedMilliseconds = 0): string => {
  const micros = Math.max(0, Math.round(elapsedMilliseconds * 1000));
  const whole = new Date(start.getTime() + Math.floor(micros / 1000)).toISOString().slice(0, -1);
  return `${whole}${String(micros % 1000).padStart(3, '0')}Z`;
};

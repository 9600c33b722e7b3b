const CARD_NUMBER =
  /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/u;

/** @returns whether the digits of the text are a card number whose Luhn sum is right (ISO/IEC 7812-1) */
export function isCreditCard(text: string): boolean {
  const digits = text.replace(/\D/gu, '');
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return CARD_NUMBER.test(digits) && sum % 10 === 0;
}

/** @returns whether the text is an ISBN of ten digits, blanks and dashes left out, whose check digit is right */
export function isIsbn10(text: string): boolean {
  const digits = text.replace(/[\s-]+/gu, '');
  const sum = [...digits].reduce(
    (total, digit, index) => total + (index + 1) * (digit === 'X' ? 10 : Number(digit)),
    0,
  );
  return /^\d{9}[\dX]$/u.test(digits) && sum % 11 === 0;
}

/** @returns whether the text is an ISBN of thirteen digits, blanks and dashes left out, whose check digit is right */
export function isIsbn13(text: string): boolean {
  const digits = text.replace(/[\s-]+/gu, '');
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return /^\d{13}$/u.test(digits) && sum % 10 === 0;
}

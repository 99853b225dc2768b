import { addDays, dayFromFrench, isDay, isLocalMinute, type Day } from '#src/kit/day.ts'

/** Day 0 of Excel's calendar of 1900, as its serial numbers above 60 count it. */
const EXCEL_ZERO = '1899-12-30'

/** The day that a cell rewritten by a spreadsheet meant; undefined when it cannot be told. */
function jourDeTableur(text: string): Day | undefined {
  const serial = /^(\d{5})(?:[.,]\d+)?$/.exec(text)?.[1]
  if (serial && Number(serial) >= 20_000 && Number(serial) < 80_000)
    return addDays(EXCEL_ZERO, Number(serial))
  const start = /^(\d{4}-\d{2}-\d{2})[ T]\d{1,2}:\d{2}/.exec(text)?.[1]
  if (start && isDay(start)) return start
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/.exec(text) ?? []
  return dayFromFrench(`${day.padStart(2, '0')}/${month.padStart(2, '0')}/${year}`)
}

const TABLEUR = 'Un tableur a sans doute changé cette cellule : mettez la colonne au format Texte.'

/** What to write instead of a date that is not `AAAA-MM-JJ`. */
export function conseilJour(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'Cette date n’existe pas dans le calendrier : corrigez-la.'
  const meant = jourDeTableur(text)
  if (meant) return `Cette date n’a pas la forme attendue (AAAA-MM-JJ) : écrivez ${meant}. ${TABLEUR}`
  return 'Cette date n’est pas lisible : écrivez-la AAAA-MM-JJ, par exemple 2027-03-04.'
}

/** What to write instead of an instant that is not `AAAA-MM-JJTHH:MM`. */
export function conseilMinute(text: string): string {
  const time = /\b(\d{1,2}):(\d{2})/.exec(text)
  const day = isDay(text.slice(0, 10)) ? text.slice(0, 10) : jourDeTableur(text)
  const meant = day && time ? `${day}T${time[1]?.padStart(2, '0')}:${time[2]}` : ''
  if (isLocalMinute(meant) && meant !== text)
    return `Cet instant n’a pas la forme attendue (AAAA-MM-JJTHH:MM) : écrivez ${meant}. ${TABLEUR}`
  if (day)
    return `Il manque l’heure, ou elle n’existe pas : écrivez AAAA-MM-JJTHH:MM, par exemple ${day}T14:30.`
  return 'Cet instant n’est pas lisible : écrivez-le AAAA-MM-JJTHH:MM, par exemple 2027-03-04T14:30.'
}

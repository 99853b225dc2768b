import type { ReactNode } from 'react'
import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { fr } from '#src/web/fr.ts'

/** Where one stands in a course of several pages; `current` counts from 1. */
export function Steps({ titles, current }: { titles: readonly string[]; current: number }) {
  const next = titles[current]
  return (
    <div className={fr('fr-stepper')}>
      <h2 className={fr('fr-stepper__title')}>
        {titles[current - 1]}
        <span className={fr('fr-stepper__state')}>
          Étape {current} sur {titles.length}
        </span>
      </h2>
      <div className={fr('fr-stepper__steps')} data-fr-current-step={current} data-fr-steps={titles.length} />
      {next !== undefined && (
        <p className={fr('fr-stepper__details')}>
          <span className={fr('fr-text--bold')}>Étape suivante :</span> {next}
        </p>
      )}
    </div>
  )
}

/** How much of a work is done, in words and as a bar. */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  const id = `avancement-${label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
  return (
    <div className="passpro-avancement">
      <label htmlFor={id}>
        {label} : {done.toLocaleString('fr-FR')} sur {total.toLocaleString('fr-FR')}
      </label>
      <progress id={id} value={done} max={Math.max(total, 1)} />
    </div>
  )
}

/** The part of a page that is drawn again while a work goes on; what it says is announced. See `suivi` of Frame. */
export function Suivi({ fini, children }: { fini?: boolean; children: ReactNode }) {
  return (
    <div data-suivi="" {...(fini && { 'data-fini': '' })} aria-live="polite">
      {children}
    </div>
  )
}

/**
 * A work that goes on outside a page where one also types: said while it lasts, then when it was done, with what it did.
 * The rest of the page stays as it is; without JavaScript one comes back to it.
 */
export function Travail(props: {
  quoi: string
  etat: { enCours: boolean; fini: Date | null; echoue: boolean }
  zone: string
  children?: ReactNode
}) {
  const { quoi, etat, zone, children } = props
  const { enCours, fini, echoue } = etat
  const said = enCours
    ? `${quoi} : en cours. Vous pouvez quitter cette page et y revenir.`
    : echoue
      ? `${quoi} : le dernier essai n’a pas abouti. Relancez-le ; s’il échoue encore, prévenez l’assistance.`
      : fini && `${quoi} : fait le ${minuteInWords(localMinuteOf(fini, zone))}.`
  return (
    <Suivi fini={!enCours}>
      {children}
      {said && <p>{said}</p>}
      {enCours && <noscript>Rechargez la page pour voir où il en est.</noscript>}
    </Suivi>
  )
}

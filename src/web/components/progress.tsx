import type { ReactNode } from 'react'
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
export function Suivi({ children }: { children: ReactNode }) {
  return (
    <div data-suivi="" aria-live="polite">
      {children}
    </div>
  )
}

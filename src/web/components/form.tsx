import { randomUUID } from 'node:crypto'
import type { ReactNode } from 'react'
import type { FormState } from '#src/web/form.ts'
import { usePageContext } from '#src/web/components/page-context.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'

/** Hidden fields of every form: the key that makes the act idempotent and the proof of the session. */
function HiddenFields({ cle }: { cle: string | undefined }) {
  const { jeton } = usePageContext()
  return (
    <>
      <input type="hidden" name="cle" value={cle ?? randomUUID()} />
      {jeton && <input type="hidden" name="jeton" value={jeton} />}
    </>
  )
}

/**
 * A form sent by POST. With `state` it keeps its key over a refusal. Checked by the server alone (`noValidate`): the
 * messages of a browser are neither ours nor read by every screen reader.
 */
export function Form(props: {
  children: ReactNode
  action?: string
  state?: FormState
  /** For file fields. */
  files?: true
  /** The id of a zone of this page that is drawn again as the form is filled in. */
  live?: string
}) {
  const { children, action, state, files, live } = props
  return (
    <form
      method="post"
      noValidate
      {...(action === undefined ? {} : { action })}
      {...(files ? { encType: 'multipart/form-data' } : {})}
      data-verifier={live}
    >
      <HiddenFields cle={state?.values['cle']?.[0]} />
      {children}
    </form>
  )
}

/** One button that does one act, with its hidden fields: `<ActionButton action="/x/3" fields={{ ... }}>`. */
export function ActionButton(props: {
  action: string
  children: ReactNode
  fields?: Readonly<Record<string, string | number>>
  kind?: 'primary' | 'secondary' | 'tertiary'
}) {
  const { action, children, fields = {}, kind = 'secondary' } = props
  return (
    <Form action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind={kind}>{children}</Button>
    </Form>
  )
}

/** The last step of an act that is not undone lightly: what will happen in words, then do it or go back. */
export function ConfirmForm(props: {
  action?: string
  children: ReactNode
  confirm: string
  back: string
  fields?: Readonly<Record<string, string | number>>
}) {
  const { action, children, confirm, back, fields = {} } = props
  return (
    <Form {...(action === undefined ? {} : { action })}>
      {children}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Buttons>
        <Button>{confirm}</Button>
        <a className="fr-btn fr-btn--secondary" href={back}>
          Revenir sans rien changer
        </a>
      </Buttons>
    </Form>
  )
}

import type { Context } from 'hono'
import type { Reply } from '#src/web/page.ts'
import type { Shell } from '#src/web/shell.ts'

/** The HTTP answer of what a handler returned. */
export function answerReply(shell: Shell, c: Context, reply: Reply): Response {
  switch (reply.kind) {
    case 'html':
      return shell.render(c, reply.element, reply.status)
    case 'redirect':
      if (!isLocalPath(reply.path)) throw new Error('redirection hors de l’application')
      if (reply.message !== undefined) shell.giveMessage(c, reply.message)
      return c.redirect(reply.path, 303)
    case 'depart':
      return c.redirect(reply.adresse.href, 303)
    case 'file':
      return c.body(new Uint8Array(reply.bytes), 200, {
        'Content-Type': reply.type,
        'Content-Disposition': `attachment; filename="${reply.name.replaceAll(/[^A-Za-z0-9._-]/g, '-')}"`,
      })
    case 'json':
      return c.json(reply.value, reply.status)
  }
}

/** A path of ours: `//ailleurs.fr` and `/\ailleurs.fr` lead elsewhere, as do characters that a browser drops. */
export const isLocalPath = (path: string): boolean =>
  /^\/(?![/\\])[\u0021-\u007e]*$/.test(path) && !path.includes('\\')

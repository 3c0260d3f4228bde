import type { ComponentChildren } from 'preact'
import { pageAssets } from '../../platform/web/assets.ts'
import { root } from '../console-app.ts'
import { consoleAssets } from '../console-assets.ts'
import { ErrorSummary } from './error-summary.tsx'
import { PostForm } from './forms.tsx'
import { menu, type MenuEntry } from './menu.ts'
import { usePage } from './page-context.ts'

type Props = {
  title: string
  refreshSeconds: number | undefined
  scripts: readonly string[]
  children: ComponentChildren
}

/** Every page: head, heading of the ward, menu, one h1 that the title repeats. */
export function Layout({ title, refreshSeconds, scripts, children }: Props) {
  const { t, ward, flash, faults } = usePage()
  const product = t('console.product')
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        {refreshSeconds === undefined ? null : <meta name="look-again" content={String(refreshSeconds)} />}
        <title>
          {[
            ...(faults.length > 0 ? [t('console.fault.in_title')] : []),
            title,
            ...(ward ? [ward.name] : []),
            product,
          ].join(' – ')}
        </title>
        {pageAssets().preload.map((font) => (
          <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
        ))}
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={pageAssets().stylesheet} />
        <link rel="stylesheet" href={consoleAssets().stylesheet} />
        {scripts.map((script) => (
          <script src={script} defer />
        ))}
      </head>
      <body>
        <a class="skip-link" href="#main">
          {t('console.skip')}
        </a>
        <Heading product={product} />
        <div class="frame">
          <Menu />
          <main id="main" tabIndex={-1}>
            {flash ? (
              <div class="flash" role="status">
                <p>{t(flash.say, flash.with)}</p>
              </div>
            ) : null}
            <ErrorSummary />
            <h1>{title}</h1>
            {refreshSeconds === undefined ? null : <LookAgain />}
            {children}
          </main>
        </div>
        <footer>
          <p>{t('console.footer')}</p>
        </footer>
      </body>
    </html>
  )
}

/** Where no script looks again, the reader does: a page that reloads itself loses what is typed, unfolded or read aloud. */
function LookAgain() {
  const { t, path } = usePage()
  return (
    <noscript>
      <p>
        <a href={path}>{t('console.look_again')}</a>
      </p>
    </noscript>
  )
}

function Heading({ product }: { product: string }) {
  const { t, official, ward } = usePage()
  return (
    <header class="top">
      <p class="top-name">
        <a href={root}>{product}</a>
        {ward ? <span class="top-ward">{ward.name}</span> : null}
      </p>
      {official ? (
        <div class="top-me">
          <a href={`${root}/account`}>{official.fullName}</a>
          <PostForm action="/sign-out" class="inline">
            <button class="plain">{t('console.sign_in.out')}</button>
          </PostForm>
        </div>
      ) : null}
    </header>
  )
}

function Menu() {
  const { t, official, path } = usePage()
  if (official === null) return null
  const here = path.split('?')[0]?.slice(root.length) || '/'
  const mayOpen = ({ permission }: MenuEntry) => permission === 'signed_in' || official.permissions.has(permission)
  const groups = menu.map(({ say, entries }) => ({ say, entries: entries.filter(mayOpen) }))
  return (
    <nav aria-label={t('console.menu')}>
      <details class="menu">
        <summary>{t('console.menu')}</summary>
        {groups.map(({ say, entries }) =>
          entries.length === 0 ? null : (
            <>
              {say === null ? null : <p class="menu-group">{t(say)}</p>}
              <ul>
                {entries.map((entry) => (
                  <li>
                    <a
                      href={`${root}${entry.path === '/' ? '' : entry.path}`}
                      aria-current={isHere(entry.path, here) ? 'page' : undefined}
                    >
                      {t(entry.say)}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )
        )}
      </details>
    </nav>
  )
}

const isHere = (path: string, here: string): boolean => here === path || (path !== '/' && here.startsWith(`${path}/`))

const AIDE = `PASSPRO, commandes de l’exploitant

  passpro --help    montre cette aide
`

process.stdout.write(AIDE)

#!/bin/sh
# Writes manual pages and completion scripts below a share directory, as the program itself prints
# them. Usage: install-docs.sh PROGRAM SHARE
set -eu
program=$1
share=$2

# The program is run without anybody's configuration, and in one language.
ask() { env -i HOME=/nonexistent "$program" "$@"; }

# A file appears when it is complete, and not before.
put() {
  mkdir -p "$(dirname "$share/$1")"
  cat >"$share/$1.new"
  chmod 644 "$share/$1.new"
  mv "$share/$1.new" "$share/$1"
}

pages=$(ask help --man-list)
printf '%s\n' "$pages" | while read -r file section words; do
  # The words are the names of commands: no quoting is needed.
  # shellcheck disable=SC2086
  page=$(ask help --lang en --man="$section" $words)
  printf '%s\n' "$page" | put "man/$file"
done

for pair in bash:bash-completion/completions/merchant zsh:zsh/site-functions/_merchant \
  fish:fish/vendor_completions.d/merchant.fish; do
  script=$(ask completion "${pair%%:*}")
  printf '%s\n' "$script" | put "${pair#*:}"
done

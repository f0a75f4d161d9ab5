#!/bin/sh
# install.sh [remove]: put the app into this user's menu, or take it out again. Needs no root.
# shellcheck disable=SC1111  # quotes that people read
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
home=$data/cotter-authenticator-app
programs=$HOME/.local/bin
program=$home/cotter-authenticator
needed=@GLIBC@
name=@NAME@

refresh() {
  update-desktop-database -q "$data/applications" 2>/dev/null || true
  gtk-update-icon-cache -q -t -f "$data/icons/hicolor" 2>/dev/null || true
}

remove() {
  rm -rf "$home"
  rm -f "$programs/cotter-authenticator" "$data/applications/cotter-authenticator.desktop"
  rm -f "$data/man/man1/cotter-authenticator.1.gz"
  rm -f "$data/metainfo/cotter-authenticator.metainfo.xml"
  rm -f "$data/bash-completion/completions/cotter-authenticator"
  rm -f "$data/zsh/vendor-completions/_cotter-authenticator"
  rm -f "$data/fish/vendor_completions.d/cotter-authenticator.fish"
  find "$data/icons/hicolor" -name 'cotter-authenticator*' -delete 2>/dev/null || true
  refresh
}

if [ "${1:-}" = remove ]; then
  remove
  echo "Removed. Your sessions are kept; “cotter-authenticator reset” would have removed them."
  exit
fi

found=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2)
newest=$(printf '%s\n%s\n' "$needed" "${found:-0}" | sort -V | tail -n 1)
if [ "$newest" != "${found:-0}" ]; then
  echo "This system has ${found:+glibc }${found:-no glibc}; the app needs glibc $needed or newer" \
    "(Debian 12, Ubuntu 22.10, Fedora 37 or newer). Nothing was installed." >&2
  exit 1
fi

remove
mkdir -p "$home" "$programs"
cp -R "$here/app/." "$home/"
mkdir -p "$data"
cp -R "$here/share/." "$data/"
# Exec wants quotes around a path with a blank, TryExec takes none.
written=$(printf '%s\n' "$program" | sed 's/[\\&|]/\\&/g')
sed -i "s|^Exec=@PROGRAM@|Exec=\"$written\"|; s|@PROGRAM@|$written|g" \
  "$data/applications/cotter-authenticator.desktop"
ln -sf "$program" "$programs/cotter-authenticator"
refresh
echo "Installed for you: look for “$name” in the menu, or run $programs/cotter-authenticator."
echo "“$here/install.sh remove” takes it away again."

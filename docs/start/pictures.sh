#!/bin/sh
# Draw the pictures of first-brief.md from the page of `make demo`; needs chromium.
set -eu
cd "$(dirname "$0")/../.."
page=${1:-out/japan_usa.html}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

draw() { # name of the picture, size of the window, what is left out of the page
    # The page allows no style but its own, so its policy has to go from the copy.
    sed -e "/Content-Security-Policy/d" -e "s#</style>#$3{display:none}</style>#" \
        "$page" > "$folder/page.html"
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --hide-scrollbars --user-data-dir="$folder/profile" --window-size="$2" \
        --screenshot="docs/start/$1" "file://$folder/page.html"
}

draw first-brief-top.png 900,900 "main>section:not(:first-child)"
draw first-brief-evidence.png 900,600 "header,main>section:not(:last-child)"

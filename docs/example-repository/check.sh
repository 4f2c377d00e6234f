#!/bin/sh
# Vad som ska hålla innan en ändring går in: allt går att läsa, alla exempel stämmer.
set -eu
cd "$(dirname "$0")"
saklig() { npx --no saklig "$@"; }
saklig policy check exempelkommunen.yaml ekskolan.yaml
saklig policy test exempelkommunen.yaml ekskolan.yaml

#!/bin/sh
# Notes when it was started, and starts it.
set -e
date >started
java -Xmx64m -cp classes worldclock.Main
echo "worldclock has ended"

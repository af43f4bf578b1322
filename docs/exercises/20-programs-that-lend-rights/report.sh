#!/bin/bash
# Counts in an array, which sh doesn't have.
lines=(one two three)
echo "${#lines[@]} lines"

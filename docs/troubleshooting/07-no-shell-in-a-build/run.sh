# shellcheck shell=bash disable=SC2154 # part of try.sh, which sets the variables
# Nothing to start: that it was built is all.

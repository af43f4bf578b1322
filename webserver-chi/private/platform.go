package main

import platform "git.example.com/platform.git"

func init() {
	extensions = append(extensions, platform.Header)
}

package greeting

import (
	"strings"
	"testing"
)

func TestNamesTheOneItGreets(t *testing.T) {
	if got := For("Ada"); !strings.Contains(got, "Ada") {
		t.Errorf("For(Ada) = %q", got)
	}
}

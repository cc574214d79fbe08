// A shop's handler as one would write it in Go: verifies the MD5 of a callback, appends the body to a file
// and syncs it for all that wait, then answers: go_listen ADDRESS FILE KEY
package main

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strings"
	"sync"
)

// One sync serves whoever has written before it began.
type group struct {
	mutex   sync.Mutex
	wake    *sync.Cond
	file    *os.File
	pending []byte
	filed   int
	durable int
	syncing bool
	failed  bool
}

func (g *group) record(line []byte) bool {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.pending = append(append(g.pending, line...), '\n')
	g.filed++
	mine := g.filed
	for g.durable < mine && !g.failed {
		if g.syncing {
			g.wake.Wait()
			continue
		}
		g.syncing = true
		bytes, upTo := g.pending, g.filed
		g.pending = nil
		g.mutex.Unlock()
		_, err := g.file.Write(bytes)
		if err == nil {
			err = g.file.Sync()
		}
		g.mutex.Lock()
		g.syncing = false
		g.failed = g.failed || err != nil
		g.durable = upTo
		g.wake.Broadcast()
	}
	return !g.failed
}

func signed(body string, key string) bool {
	fields, err := url.ParseQuery(body)
	if err != nil {
		return false
	}
	names := make([]string, 0, len(fields))
	for name, values := range fields {
		if name != "sign" && name != "attach" && values[0] != "" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	var text strings.Builder
	for _, name := range names {
		text.WriteString(name + "=" + fields[name][0] + "&")
	}
	text.WriteString("key=" + key)
	sum := md5.Sum([]byte(text.String()))
	wanted := strings.ToUpper(hex.EncodeToString(sum[:]))
	return subtle.ConstantTimeCompare([]byte(wanted), []byte(fields.Get("sign"))) == 1
}

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: go_listen ADDRESS FILE KEY")
		os.Exit(64)
	}
	file, err := os.OpenFile(os.Args[2], os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0600)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(74)
	}
	g := &group{file: file}
	g.wake = sync.NewCond(&g.mutex)
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(77)
	}
	fmt.Fprintf(os.Stderr, "listening on %s, recording\n", listener.Addr())
	http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(io.LimitReader(r.Body, 65536))
		if err != nil || !signed(string(body), os.Args[3]) || !g.record(body) {
			w.WriteHeader(400)
			return
		}
		io.WriteString(w, "OK")
	}))
}

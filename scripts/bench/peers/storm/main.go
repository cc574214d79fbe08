// Sends the lines of a file as callbacks by POST, each once, over connections that stay open, and prints
// how fast they were answered: storm ADDRESS PATH CONNECTIONS COUNT FILE WORD [HMAC-KEY]
//
// An answer counts when its status is 200 and its body begins with WORD. With a key each request has the
// header X-Signature with the HMAC-SHA256 of its body.
package main

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"os"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

type storm struct {
	address, path, word, key     string
	lines                        [][]byte
	next, taken, refused, failed int64
}

// One connection: sends the next line, waits for its answer, and so on to the end of the lines.
func (s *storm) run(times *[]int64) {
	var conn net.Conn
	var reader *bufio.Reader
	body := make([]byte, 65536)
	for {
		index := atomic.AddInt64(&s.next, 1) - 1
		if index >= int64(len(s.lines)) {
			break
		}
		start := time.Now()
		if conn == nil {
			opened, err := net.Dial("tcp", s.address)
			if err != nil {
				atomic.AddInt64(&s.failed, 1)
				continue
			}
			conn, reader = opened, bufio.NewReader(opened)
		}
		status, answer, closes := 0, []byte(nil), true
		if _, err := conn.Write(s.request(s.lines[index])); err == nil {
			status, answer, closes = read(reader, body)
		}
		switch {
		case status == 0:
			atomic.AddInt64(&s.failed, 1)
		case status == 200 && bytes.HasPrefix(answer, []byte(s.word)):
			atomic.AddInt64(&s.taken, 1)
			*times = append(*times, int64(time.Since(start)))
		default:
			atomic.AddInt64(&s.refused, 1)
		}
		if closes {
			conn.Close()
			conn = nil
		}
	}
}

func (s *storm) request(line []byte) []byte {
	request := make([]byte, 0, 1024)
	request = append(request, "POST "+s.path+" HTTP/1.1\r\nHost: pay.example\r\n"...)
	if line[0] == '{' {
		request = append(request, "Content-Type: application/json\r\n"...)
	} else {
		request = append(request, "Content-Type: application/x-www-form-urlencoded\r\n"...)
	}
	if s.key != "" {
		code := hmac.New(sha256.New, []byte(s.key))
		code.Write(line)
		request = append(request, "X-Signature: "+hex.EncodeToString(code.Sum(nil))+"\r\n"...)
	}
	request = append(request, "Content-Length: "+strconv.Itoa(len(line))+"\r\n\r\n"...)
	return append(request, line...)
}

// Status and body of an answer with a length; status 0 for none.
func read(reader *bufio.Reader, body []byte) (status int, answer []byte, closes bool) {
	length := 0
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return 0, nil, true
		}
		line = bytes.TrimRight(line, "\r\n")
		name, value := line, []byte(nil)
		if colon := bytes.IndexByte(line, ':'); colon >= 0 {
			name, value = line[:colon], bytes.TrimSpace(line[colon+1:])
		}
		switch {
		case len(line) == 0:
			if length > len(body) {
				return 0, nil, true
			}
			if _, err := io.ReadFull(reader, body[:length]); err != nil {
				return 0, nil, true
			}
			return status, body[:length], closes
		case status == 0 && len(line) >= 12 && bytes.HasPrefix(line, []byte("HTTP/1.1 ")):
			status, _ = strconv.Atoi(string(line[9:12]))
		case bytes.EqualFold(name, []byte("Content-Length")):
			length, _ = strconv.Atoi(string(value))
		case bytes.EqualFold(name, []byte("Connection")):
			closes = bytes.EqualFold(value, []byte("close"))
		}
	}
}

func main() {
	if len(os.Args) < 7 {
		fmt.Fprintln(os.Stderr, "usage: storm ADDRESS PATH CONNECTIONS COUNT FILE WORD [HMAC-KEY]")
		os.Exit(64)
	}
	connections, _ := strconv.Atoi(os.Args[3])
	count, _ := strconv.Atoi(os.Args[4])
	data, err := os.ReadFile(os.Args[5])
	if err != nil || connections < 1 {
		fmt.Fprintln(os.Stderr, "storm: no lines or no connections:", err)
		os.Exit(66)
	}
	s := storm{address: os.Args[1], path: os.Args[2], word: os.Args[6]}
	if len(os.Args) > 7 {
		s.key = os.Args[7]
	}
	s.lines = bytes.Split(bytes.TrimSpace(data), []byte("\n"))
	if count < len(s.lines) {
		s.lines = s.lines[:count]
	}
	lists := make([][]int64, connections)
	var group sync.WaitGroup
	begin := time.Now()
	for index := range lists {
		group.Add(1)
		go func(index int) {
			defer group.Done()
			s.run(&lists[index])
		}(index)
	}
	group.Wait()
	took := time.Since(begin).Seconds()
	var times []int64
	for _, list := range lists {
		times = append(times, list...)
	}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	at := func(part float64) float64 {
		if len(times) == 0 {
			return 0
		}
		return float64(times[int(part*float64(len(times)-1))]) / 1e6
	}
	fmt.Printf("{\"rate\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"taken\":%d,\"refused\":%d,\"failed\":%d}\n",
		float64(s.taken)/took, at(0.5), at(0.99), s.taken, s.refused, s.failed)
}

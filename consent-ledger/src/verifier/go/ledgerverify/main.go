// Ledgerverify checks a GenoGate log with code that GenoGate does not share: the notes, every
// inclusion, the consistency of all published checkpoints, and, where they may be read, the entries
// themselves. It speaks to a running gateway or reads a copy of the tiles folder. With a policy it
// also wants the newest checkpoint signed by a quorum of its witnesses; what older ones say is in
// the newest, whatever policy they were signed under.
//
//	ledgerverify -vkey KEY [-token TOKEN] URL|DIRECTORY
//	ledgerverify -policy FILE [-token TOKEN] URL|DIRECTORY
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const fullTile = 256

var (
	errAbsent    = errors.New("absent")
	errForbidden = errors.New("not permitted")
)

// A source gives the files of a tlog-tiles log.
type source interface {
	// read returns errAbsent or errForbidden where that is the answer.
	read(path string) ([]byte, error)
	// sizes lists the sizes of the published checkpoints.
	sizes() ([]int64, error)
}

type directory string

func (d directory) read(path string) ([]byte, error) {
	content, err := os.ReadFile(filepath.Join(string(d), filepath.FromSlash(path)))
	if os.IsNotExist(err) {
		return nil, errAbsent
	}
	return content, err
}

func (d directory) sizes() ([]int64, error) {
	files, err := os.ReadDir(filepath.Join(string(d), "checkpoints"))
	if os.IsNotExist(err) {
		return nil, nil
	}
	var names []string
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".new") {
			names = append(names, file.Name())
		}
	}
	if err != nil {
		return nil, err
	}
	return parseSizes(names)
}

type website struct {
	url, token string
	client     *http.Client
}

func (w website) read(path string) ([]byte, error) {
	request, err := http.NewRequest("GET", w.url+"/"+path, nil)
	if err != nil {
		return nil, err
	}
	if w.token != "" {
		request.Header.Set("Authorization", "Bearer "+w.token)
	}
	response, err := w.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
		return io.ReadAll(response.Body)
	case http.StatusNotFound:
		return nil, errAbsent
	case http.StatusUnauthorized, http.StatusForbidden:
		return nil, errForbidden
	}
	return nil, fmt.Errorf("%s answers %s", path, response.Status)
}

func (w website) sizes() ([]int64, error) {
	list, err := w.read("checkpoints")
	if err == errAbsent {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseSizes(strings.Fields(string(list)))
}

func parseSizes(names []string) ([]int64, error) {
	var sizes []int64
	for _, name := range names {
		size, err := strconv.ParseInt(name, 10, 64)
		if err != nil || size < 0 {
			return nil, fmt.Errorf("a checkpoint is named %q", name)
		}
		sizes = append(sizes, size)
	}
	sort.Slice(sizes, func(i, j int) bool { return sizes[i] < sizes[j] })
	return sizes, nil
}

// readTile reads a tile at its width, or the full tile that has outlived it.
func readTile(from source, path string, full string) ([]byte, bool, error) {
	content, err := from.read(path)
	if err == errAbsent && path != full {
		content, err = from.read(full)
		return content, true, err
	}
	return content, path == full, err
}

// tilePath turns sumdb's tile/8/L/N into tlog-tiles' tile/L/N, with entries for the data.
func tilePath(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), "tile/8/")
	if tile.L == -1 {
		path = "entries" + strings.TrimPrefix(path, "data")
	}
	return "tile/" + path
}

func fullTilePath(tile tlog.Tile) string {
	tile.W = fullTile
	return tilePath(tile)
}

type tileReader struct{ from source }

func (r tileReader) Height() int                         { return 8 }
func (r tileReader) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (r tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var contents [][]byte
	for _, tile := range tiles {
		content, _, err := readTile(r.from, tilePath(tile), fullTilePath(tile))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", tilePath(tile), err)
		}
		wanted := tile.W * tlog.HashSize
		if len(content) < wanted {
			return nil, fmt.Errorf("%s has %d bytes, not %d", tilePath(tile), len(content), wanted)
		}
		contents = append(contents, content[:wanted])
	}
	return contents, nil
}

type checkpoint struct {
	tree  tlog.Tree
	final bool
}

func openCheckpoint(content []byte, judge policy) (checkpoint, error) {
	opened, err := note.Open(content, judge.verifiers())
	if err != nil {
		return checkpoint{}, err
	}
	if !signedBy(opened, judge.log) {
		return checkpoint{}, fmt.Errorf("not signed by %s", judge.log.Name())
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != judge.log.Name() {
		return checkpoint{}, fmt.Errorf("not a checkpoint of %s", judge.log.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] || size < 0 {
		return checkpoint{}, fmt.Errorf("malformed size %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return checkpoint{}, err
	}
	return checkpoint{tlog.Tree{N: size, Hash: root}, judge.isMetBy(opened)}, nil
}

func signedBy(opened *note.Note, key note.Verifier) bool {
	for _, line := range opened.Sigs {
		if line.Name == key.Name() && line.Hash == key.KeyHash() {
			return true
		}
	}
	return false
}

// readCheckpoints opens the newest checkpoint and all that were published before it.
func readCheckpoints(from source, judge policy) ([]checkpoint, error) {
	// The newest is read first: while entries arrive the list may then only be longer.
	content, err := from.read("checkpoint")
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	newest, err := openCheckpoint(content, judge)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	sizes, err := from.sizes()
	if err != nil {
		return nil, fmt.Errorf("list of checkpoints: %w", err)
	}
	var checkpoints []checkpoint
	for _, size := range sizes {
		if size >= newest.tree.N {
			break
		}
		content, err := from.read("checkpoints/" + strconv.FormatInt(size, 10))
		if err != nil {
			return nil, fmt.Errorf("checkpoint %d: %w", size, err)
		}
		older, err := openCheckpoint(content, judge)
		if err != nil {
			return nil, fmt.Errorf("checkpoint %d: %w", size, err)
		}
		if older.tree.N != size {
			return nil, fmt.Errorf("checkpoint %d is of size %d", size, older.tree.N)
		}
		checkpoints = append(checkpoints, older)
	}
	return append(checkpoints, newest), nil
}

// verifyConsistency checks each checkpoint against the next; being a prefix is transitive.
func verifyConsistency(checkpoints []checkpoint, hashes tlog.HashReader) error {
	newest := checkpoints[len(checkpoints)-1].tree
	for i := 1; i < len(checkpoints); i++ {
		older, newer := checkpoints[i-1].tree, checkpoints[i].tree
		proof, err := tlog.ProveTree(newer.N, older.N, hashes)
		if err != nil {
			return fmt.Errorf("consistency of %d and %d: %w", older.N, newer.N, err)
		}
		if err := tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash); err != nil {
			return fmt.Errorf("consistency of %d and %d: %w", older.N, newer.N, err)
		}
	}
	root, err := tlog.TreeHash(newest.N, hashes)
	if err != nil {
		return fmt.Errorf("root of %d: %w", newest.N, err)
	}
	if root != newest.Hash {
		return fmt.Errorf("the tiles of size %d have another root than was signed", newest.N)
	}
	return nil
}

// verifyInclusions proves every leaf hash in the level-0 tiles, and compares every entry with its
// leaf where bundles may be read. It returns how many entries it saw.
func verifyInclusions(tree tlog.Tree, hashes tlog.HashReader, from source) (int64, error) {
	var entries int64
	readable := true
	for start := int64(0); start < tree.N; start += fullTile {
		width := tree.N - start
		if width > fullTile {
			width = fullTile
		}
		var bundle [][]byte
		if readable {
			var err error
			bundle, err = readBundle(from, start/fullTile, int(width))
			if err == errForbidden || err == errAbsent {
				readable = false
			} else if err != nil {
				return 0, err
			}
		}
		for i := int64(0); i < width; i++ {
			index := start + i
			leaf, err := leafHash(index, hashes)
			if err != nil {
				return 0, fmt.Errorf("leaf %d: %w", index, err)
			}
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			if err != nil {
				return 0, fmt.Errorf("inclusion of %d: %w", index, err)
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf); err != nil {
				return 0, fmt.Errorf("inclusion of %d: %w", index, err)
			}
			if bundle != nil {
				if tlog.RecordHash(bundle[i]) != leaf {
					return 0, fmt.Errorf("entry %d is not the one that its leaf commits to", index)
				}
				entries++
			}
		}
	}
	if entries != 0 && entries != tree.N {
		return 0, fmt.Errorf("of %d entries only %d could be read", tree.N, entries)
	}
	return entries, nil
}

func leafHash(index int64, hashes tlog.HashReader) (tlog.Hash, error) {
	found, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return tlog.Hash{}, err
	}
	return found[0], nil
}

func readBundle(from source, n int64, width int) ([][]byte, error) {
	tile := tlog.Tile{H: 8, L: -1, N: n, W: width}
	content, wider, err := readTile(from, tilePath(tile), fullTilePath(tile))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	rest := bytes.NewReader(content)
	for len(entries) < width {
		var length uint16
		if err := binary.Read(rest, binary.BigEndian, &length); err != nil {
			return nil, fmt.Errorf("%s: %w", tilePath(tile), err)
		}
		entry := make([]byte, length)
		if _, err := io.ReadFull(rest, entry); err != nil {
			return nil, fmt.Errorf("%s: %w", tilePath(tile), err)
		}
		entries = append(entries, entry)
	}
	if rest.Len() > 0 && (!wider || width == fullTile) {
		return nil, fmt.Errorf("%s has bytes left over", tilePath(tile))
	}
	return entries, nil
}

// A cache keeps the tiles that proofs ask for again and again; proofs of one tile share the rest.
type cache struct {
	from  tlog.HashReader
	known map[int64]tlog.Hash
}

const mostKnown = 1 << 20

func (c *cache) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var missing []int64
	for _, index := range indexes {
		if _, ok := c.known[index]; !ok {
			missing = append(missing, index)
		}
	}
	if len(missing) > 0 {
		if len(c.known) > mostKnown {
			c.known = map[int64]tlog.Hash{}
			missing = indexes
		}
		found, err := c.from.ReadHashes(missing)
		if err != nil {
			return nil, err
		}
		for i, index := range missing {
			c.known[index] = found[i]
		}
	}
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = c.known[index]
	}
	return hashes, nil
}

// keptTiles remembers tiles by path: a log is read once, not once a proof.
type keptTiles struct {
	tileReader
	kept map[string][]byte
}

func (k *keptTiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	contents := make([][]byte, len(tiles))
	for i, tile := range tiles {
		content, ok := k.kept[tile.Path()]
		if !ok {
			read, err := k.tileReader.ReadTiles([]tlog.Tile{tile})
			if err != nil {
				return nil, err
			}
			if len(k.kept) > 4096 {
				k.kept = map[string][]byte{}
			}
			content = read[0]
			k.kept[tile.Path()] = content
		}
		contents[i] = content
	}
	return contents, nil
}

func verify(from source, judge policy) (string, error) {
	checkpoints, err := readCheckpoints(from, judge)
	if err != nil {
		return "", err
	}
	if !checkpoints[len(checkpoints)-1].final {
		return "", fmt.Errorf("the newest checkpoint lacks witnesses for the quorum")
	}
	newest := checkpoints[len(checkpoints)-1].tree
	if newest.N == 0 {
		return fmt.Sprintf("ok: %s is empty", judge.log.Name()), nil
	}
	tiles := &keptTiles{tileReader{from}, map[string][]byte{}}
	// TileHashReader proves each tile against the signed root before it gives a hash of it.
	hashes := &cache{tlog.TileHashReader(newest, tiles), map[int64]tlog.Hash{}}
	if err := verifyConsistency(checkpoints, hashes); err != nil {
		return "", err
	}
	entries, err := verifyInclusions(newest, hashes, from)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("ok: %s, %d leaves included, %d checkpoints consistent, %d entries compared",
		judge.log.Name(), newest.N, len(checkpoints), entries), nil
}

// readPolicy takes the one of its arguments that is not empty.
func readPolicy(vkey, file string) (policy, error) {
	if vkey != "" {
		return policyOfLog(vkey)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return policy{}, err
	}
	return parsePolicy(string(text))
}

func main() {
	vkey := flag.String("vkey", "", "the log's `key`: name+id+key")
	file := flag.String("policy", "", "a `file` that names the log, its witnesses and the quorum")
	token := flag.String("token", "", "bearer `token` of an auditor, to compare entries too")
	flag.Parse()
	if (*vkey == "") == (*file == "") || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: ledgerverify -vkey KEY|-policy FILE [-token TOKEN] URL|DIRECTORY")
		os.Exit(2)
	}
	judge, err := readPolicy(*vkey, *file)
	if err != nil {
		fmt.Fprintln(os.Stderr, "policy:", err)
		os.Exit(2)
	}
	var from source = directory(flag.Arg(0))
	if strings.HasPrefix(flag.Arg(0), "http://") || strings.HasPrefix(flag.Arg(0), "https://") {
		client := &http.Client{Timeout: 30 * time.Second}
		from = website{strings.TrimSuffix(flag.Arg(0), "/"), *token, client}
	}
	summary, err := verify(from, judge)
	if err != nil {
		fmt.Fprintln(os.Stderr, "fault:", err)
		os.Exit(1)
	}
	fmt.Println(summary)
}

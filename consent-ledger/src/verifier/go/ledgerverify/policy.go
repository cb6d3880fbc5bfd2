package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const (
	typeCosigner    = 0x04
	typePostQuantum = 0x06
	timeSize        = 8
)

// A cosigner checks lines of type 04: an Ed25519 signature over the checkpoint and the time of
// signing, which goes before the signature.
type cosigner struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.id }
func (c cosigner) Verify(text, sig []byte) bool {
	if len(sig) != timeSize+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(sig)
	if seconds > 1<<63-1 {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, text)
	return ed25519.Verify(c.key, []byte(signed), sig[timeSize:])
}

// parseCosigner reads a vkey of type 04. A key of type 06 gives nil: this Go has no ML-DSA, so its
// lines are passed over, and a quorum that asks for it is never met here.
func parseCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("a vkey is name+id+key")
	}
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(typed) == 0 {
		return nil, fmt.Errorf("the key of %s is not base64", parts[0])
	}
	sum := sha256.Sum256(bytes.Join([][]byte{[]byte(parts[0] + "\n"), typed}, nil))
	if hex.EncodeToString(sum[:4]) != parts[1] {
		return nil, fmt.Errorf("the id of %s does not fit its name and key", parts[0])
	}
	switch {
	case typed[0] == typePostQuantum:
		return nil, nil
	case typed[0] != typeCosigner || len(typed) != 1+ed25519.PublicKeySize:
		return nil, fmt.Errorf("the key of %s is not of type 04 or 06", parts[0])
	}
	return cosigner{parts[0], binary.BigEndian.Uint32(sum[:4]), typed[1:]}, nil
}

// A quorum says whether these witnesses, by name, are enough.
type quorum func(signed map[string]bool) bool

// A policy is which log counts, and which witnesses must have signed a checkpoint.
type policy struct {
	log       note.Verifier
	witnesses map[string]note.Verifier
	met       quorum
}

func policyOfLog(vkey string) (policy, error) {
	log, err := note.NewVerifier(vkey)
	return policy{log, nil, func(map[string]bool) bool { return true }}, err
}

// verifiers lists every key whose lines are checked.
func (p policy) verifiers() note.Verifiers {
	all := []note.Verifier{p.log}
	for _, witness := range p.witnesses {
		all = append(all, witness)
	}
	return note.VerifierList(all...)
}

// isMetBy looks at the lines that note.Open has checked.
func (p policy) isMetBy(opened *note.Note) bool {
	signed := map[string]bool{}
	for _, line := range opened.Sigs {
		for name, witness := range p.witnesses {
			if line.Name == witness.Name() && line.Hash == witness.KeyHash() {
				signed[name] = true
			}
		}
	}
	return p.met(signed)
}

// parsePolicy reads the tlog-policy format; each name is defined before it is used.
func parsePolicy(text string) (policy, error) {
	p := policy{witnesses: map[string]note.Verifier{}}
	named := map[string]quorum{}
	grouped, keys := map[string]bool{}, map[string]bool{}
	for number, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if err := p.parseLine(words, named, grouped, keys); err != nil {
			return p, fmt.Errorf("policy line %d: %w", number+1, err)
		}
	}
	if p.log == nil || p.met == nil {
		return p, fmt.Errorf("a policy names a log and a quorum")
	}
	return p, nil
}

func (p *policy) parseLine(words []string, named map[string]quorum, grouped, keys map[string]bool) error {
	name := ""
	if len(words) > 1 {
		name = words[1]
	}
	switch {
	case words[0] == "log" && len(words) >= 2 && p.log == nil:
		log, err := note.NewVerifier(name)
		p.log = log
		return err
	case words[0] == "witness" && len(words) >= 3 && named[name] == nil && name != "none":
		witness, err := parseCosigner(words[2])
		if err != nil {
			return err
		}
		key := words[2][strings.LastIndex(words[2], "+"):]
		if keys[key] {
			return fmt.Errorf("one key has two names")
		}
		keys[key] = true
		if witness != nil {
			p.witnesses[name] = witness
		}
		named[name] = func(signed map[string]bool) bool { return signed[name] }
		return nil
	case words[0] == "group" && len(words) >= 4 && named[name] == nil && name != "none":
		group, err := parseGroup(words[2], words[3:], named, grouped)
		named[name] = group
		return err
	case words[0] == "quorum" && len(words) == 2 && p.met == nil:
		p.met = named[name]
		if name == "none" {
			p.met = func(map[string]bool) bool { return true }
		}
		if p.met == nil {
			return fmt.Errorf("the quorum names nobody above")
		}
		return nil
	}
	return fmt.Errorf("one log, witnesses, groups and one quorum are wanted, each name once")
}

func parseGroup(count string, names []string, named map[string]quorum, grouped map[string]bool) (quorum, error) {
	var members []quorum
	for _, name := range names {
		if named[name] == nil || grouped[name] {
			return nil, fmt.Errorf("a member is defined above and in one group only")
		}
		grouped[name] = true
		members = append(members, named[name])
	}
	wanted, err := strconv.Atoi(count)
	switch count {
	case "any":
		wanted, err = 1, nil
	case "all":
		wanted, err = len(members), nil
	}
	if err != nil || wanted < 1 || wanted > len(members) {
		return nil, fmt.Errorf("a group wants 1 to all of its members")
	}
	return func(signed map[string]bool) bool {
		met := 0
		for _, member := range members {
			if member(signed) {
				met++
			}
		}
		return met >= wanted
	}, nil
}

// Prints as JSON which file of a repository refers to a name that another of its files defines, as go/types resolves
// it, over all packages of all modules of the repository with their tests.
//
//	go-types REPOSITORY < newline-separated paths of the repository's files
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/packages"
)

type edge struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Symbol string `json:"symbol"` // the first by position
}

type judgement struct {
	Files      []string       `json:"files"`
	Edges      []edge         `json:"edges"`
	LeftOut    map[string]int `json:"leftOut"`    // by reason
	Unresolved []string       `json:"unresolved"` // files with names that the type checker did not resolve
}

type judge struct {
	repository string
	files      map[string]bool // the repository's own, relative with slashes
	ownModules map[string]bool // their module paths
	seen       map[string]bool
	edges      map[[2]string]string // the symbol by the files
	unresolved map[string]bool
	leftOut    map[string]map[string]bool // places by reason: a file belongs to several packages when there are tests
}

func main() {
	repository, err := filepath.EvalSymlinks(os.Args[1])
	if err != nil {
		fail(err)
	}
	j := &judge{
		repository: repository,
		files:      map[string]bool{},
		ownModules: map[string]bool{},
		seen:       map[string]bool{},
		edges:      map[[2]string]string{},
		unresolved: map[string]bool{},
		leftOut:    map[string]map[string]bool{},
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if lines.Text() != "" {
			j.files[lines.Text()] = true
		}
	}
	if err := lines.Err(); err != nil {
		fail(err)
	}
	modules := j.moduleFolders()
	for _, folder := range modules {
		if err := j.judgeModule(folder); err != nil {
			fmt.Fprintln(os.Stderr, folder+": "+err.Error())
			j.leaveOut("modules that the go command could not load", folder)
		}
	}
	j.countUnseen(modules)
	if err := json.NewEncoder(os.Stdout).Encode(j.judgement()); err != nil {
		fail(err)
	}
}

func (j *judge) leaveOut(reason, place string) {
	if j.leftOut[reason] == nil {
		j.leftOut[reason] = map[string]bool{}
	}
	j.leftOut[reason][place] = true
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// moduleFolders lists the folders of go.mod files, relative with slashes; the repository's own is ".". It notes their
// module paths.
func (j *judge) moduleFolders() []string {
	var folders []string
	for file := range j.files {
		folder, name := filepath.Split(file)
		if name == "go.mod" && !strings.HasPrefix(file, "vendor/") && !strings.Contains(file, "/vendor/") {
			folders = append(folders, filepath.Clean(folder))
			if text, err := os.ReadFile(filepath.Join(j.repository, filepath.FromSlash(file))); err == nil {
				j.ownModules[modfile.ModulePath(text)] = true
			}
		}
	}
	sort.Strings(folders)
	return folders
}

func (j *judge) judgeModule(folder string) error {
	// NeedDeps reads dependencies from source, not from export data: it needs no compiler run and stands broken ones. It
	// also gives packages that only an import reaches, in testdata for example.
	config := &packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedDeps | packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo,
		Dir:       filepath.Join(j.repository, filepath.FromSlash(folder)),
		Tests:     true,
		Fset:      token.NewFileSet(),
		ParseFile: j.parse,
	}
	loaded, err := packages.Load(config, "./...")
	if err != nil {
		return err
	}
	packages.Visit(loaded, nil, func(loadedPackage *packages.Package) {
		for _, syntax := range loadedPackage.Syntax {
			j.judgeFile(config.Fset, loadedPackage, syntax)
		}
	})
	for _, loadedPackage := range loaded {
		if strings.HasSuffix(loadedPackage.ID, ".test") {
			continue // the main package that "go test" generates, whose functions lost their bodies
		}
		for _, problem := range loadedPackage.Errors {
			j.leaveOut("errors of the type checker", problem.Error())
		}
	}
	return nil
}

// parse leaves out the bodies of the functions of dependencies, which halves time and memory: nothing of the repository
// refers to what they define.
func (j *judge) parse(files *token.FileSet, path string, source []byte) (*ast.File, error) {
	syntax, err := parser.ParseFile(files, path, source, parser.AllErrors|parser.SkipObjectResolution)
	if syntax == nil || strings.HasPrefix(path, j.repository+string(filepath.Separator)) {
		return syntax, err
	}
	for _, declaration := range syntax.Decls {
		if function, ok := declaration.(*ast.FuncDecl); ok {
			function.Body = nil
		}
	}
	return syntax, err
}

func (j *judge) judgeFile(files *token.FileSet, loaded *packages.Package, syntax *ast.File) {
	from, isInside := j.fileOf(files, syntax.Package)
	if !isInside {
		return
	}
	j.seen[from] = true
	// Uses has the selected names, the fields of literals, embedded types and labels too. What Selections adds are
	// embedded fields that are passed through without being named, what Implicits has are declarations: neither is a use.
	ast.Inspect(syntax, func(node ast.Node) bool {
		name, isName := node.(*ast.Ident)
		if !isName {
			return true
		}
		place := files.PositionFor(name.Pos(), false).String()
		used, isUse := loaded.TypesInfo.Uses[name]
		if !isUse {
			if _, isDefined := loaded.TypesInfo.Defs[name]; !isDefined {
				j.leaveOut("names that the type checker did not resolve", place)
				j.unresolved[from] = true
			}
			return true
		}
		to, isInside := j.fileOf(files, used.Pos())
		if _, isKnown := j.edges[[2]string{from, to}]; isInside && to != from && !isKnown {
			j.edges[[2]string{from, to}] = used.Name()
		}
		if !isInside && used.Pkg() != nil && used.Pkg().Path() != loaded.PkgPath && j.isOwnPackage(used.Pkg().Path()) {
			j.leaveOut("names from published versions of the repository's own modules", place)
		}
		return true
	})
}

func (j *judge) isOwnPackage(path string) bool {
	for module := range j.ownModules {
		if path == module || strings.HasPrefix(path, module+"/") {
			return true
		}
	}
	return false
}

// fileOf tells the repository's file of a position. Generated code has line directives that name its source: what
// counts is the file itself, except for what cgo wrote into the build cache.
func (j *judge) fileOf(files *token.FileSet, position token.Pos) (string, bool) {
	if !position.IsValid() {
		return "", false
	}
	for _, isAdjusted := range []bool{false, true} {
		relative, err := filepath.Rel(j.repository, files.PositionFor(position, isAdjusted).Filename)
		if err == nil && j.files[filepath.ToSlash(relative)] {
			return filepath.ToSlash(relative), true
		}
	}
	return "", false
}

func (j *judge) countUnseen(modules []string) {
	for file := range j.files {
		if !strings.HasSuffix(file, ".go") || j.seen[file] {
			continue
		}
		j.leaveOut(j.reasonUnseen(file, modules), file)
	}
}

func (j *judge) reasonUnseen(file string, modules []string) string {
	innermost := ""
	for _, module := range modules {
		if (module == "." || strings.HasPrefix(file, module+"/")) && len(module) > len(innermost) {
			innermost = module
		}
	}
	if innermost == "" {
		return "files outside every module"
	}
	parts := strings.Split(strings.TrimPrefix(file, innermost+"/"), "/")
	for index, part := range parts {
		isFolder := index < len(parts)-1
		if strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") ||
			isFolder && (part == "testdata" || part == "vendor") {
			return "files in testdata, vendor and other places that ./... leaves out"
		}
	}
	folder, name := filepath.Split(filepath.Join(j.repository, filepath.FromSlash(file)))
	context := build.Default
	if matches, err := context.MatchFile(folder, name); err == nil && !matches {
		return "files excluded by build constraints on " + context.GOOS + "/" + context.GOARCH
	}
	return "files that the go command did not load"
}

func (j *judge) judgement() judgement {
	edges := []edge{}
	for files, symbol := range j.edges {
		// A file can be defined in and yet not be among those whose own names were judged: vendored code.
		if j.seen[files[1]] {
			edges = append(edges, edge{files[0], files[1], symbol})
		} else {
			j.leaveOut("edges to files whose own names were not judged", files[0]+" "+files[1])
		}
	}
	sort.Slice(edges, func(a, b int) bool {
		if edges[a].From != edges[b].From {
			return edges[a].From < edges[b].From
		}
		return edges[a].To < edges[b].To
	})
	counts := map[string]int{}
	for reason, places := range j.leftOut {
		counts[reason] = len(places)
	}
	return judgement{sorted(j.seen), edges, counts, sorted(j.unresolved)}
}

func sorted(set map[string]bool) []string {
	members := []string{}
	for member := range set {
		members = append(members, member)
	}
	sort.Strings(members)
	return members
}

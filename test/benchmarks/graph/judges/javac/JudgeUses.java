import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.TypeKind;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Prints which file of a repository refers to a name that another of its files defines, as javac resolves it. All
 * sources are attributed together, in the unnamed module and without annotation processors.
 *
 * <p>{@code JudgeUses REPOSITORY CLASSPATH} reads paths relative to the repository, one a line, and prints lines of
 * tab-separated fields: {@code file PATH}, {@code edge FROM TO SYMBOL}, {@code unresolved PATH} for a file with names
 * that javac did not resolve and that another file may mean, {@code left-out REASON COUNT}.
 */
public final class JudgeUses {
  private final Path repository;
  private final Map<JavaFileObject, String> paths = new HashMap<>();
  private final Map<Element, String> fileOfTopLevelClass = new HashMap<>();
  private final Set<String> judged = new TreeSet<>();
  private final Map<String, Map<String, String>> symbolOfEdge = new TreeMap<>();
  private final Set<String> declaredNames = new HashSet<>();
  private final Set<String> unresolved = new TreeSet<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();

  private JudgeUses(Path repository) {
    this.repository = repository;
  }

  public static void main(String[] args) throws IOException {
    JudgeUses judge = new JudgeUses(Path.of(args[0]));
    List<String> files = new ArrayList<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) files.add(line);
    judge.judge(files, args[1]);
    judge.print();
  }

  private void leaveOut(String reason) {
    leftOut.merge(reason, 1, Integer::sum);
  }

  private void judge(List<String> files, String classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StandardJavaFileManager fileManager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
    for (String file : files) {
      if (file.endsWith("module-info.java") || file.endsWith("package-info.java")) {
        leaveOut("files that declare a module or a package");
        continue;
      }
      for (JavaFileObject source : fileManager.getJavaFileObjects(repository.resolve(file))) paths.put(source, file);
    }
    Set<JavaFileObject> sources = new HashSet<>(paths.keySet());
    sources.removeAll(withSyntaxErrors(compiler, fileManager, sources));

    // Attribution goes on after errors, and flow analysis is not needed.
    List<String> options = List.of("-proc:none", "-cp", classPath, "-sourcepath", "", "-nowarn", "-Xmaxerrs", "1000000",
        "-XDshould-stop.ifError=ATTR", "-XDshould-stop.ifNoError=ATTR");
    List<JavaFileObject> ordered = new ArrayList<>(sources);
    ordered.sort((left, right) -> paths.get(left).compareTo(paths.get(right)));
    JavacTask task = (JavacTask) compiler.getTask(null, fileManager, this::countError, options, null, ordered);
    Trees trees = Trees.instance(task);
    List<CompilationUnitTree> units = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) units.add(unit);
    task.analyze();

    Set<CompilationUnitTree> ambiguous = withDuplicateClasses(units);
    for (CompilationUnitTree unit : units) {
      if (ambiguous.contains(unit)) {
        leaveOut("files whose class another file defines, too");
        continue;
      }
      String file = paths.get(unit.getSourceFile());
      judged.add(file);
      for (Tree declared : unit.getTypeDecls()) {
        if (!(declared instanceof ClassTree)) continue;
        Element symbol = trees.getElement(TreePath.getPath(unit, declared));
        if (symbol != null) fileOfTopLevelClass.put(symbol, file);
      }
    }
    for (CompilationUnitTree unit : units) new DeclarationScanner().scan(unit, null);
    for (CompilationUnitTree unit : units) {
      if (ambiguous.contains(unit)) continue;
      String text = unit.getSourceFile().getCharContent(true).toString();
      new UseScanner(trees, unit, text).scan(unit, null);
    }
  }

  private void countError(Diagnostic<? extends JavaFileObject> diagnostic) {
    if (diagnostic.getKind() == Diagnostic.Kind.ERROR) leaveOut("errors of the compiler");
  }

  private Set<JavaFileObject> withSyntaxErrors(
      JavaCompiler compiler, StandardJavaFileManager fileManager, Set<JavaFileObject> sources) throws IOException {
    Set<JavaFileObject> broken = new HashSet<>();
    JavacTask task = (JavacTask) compiler.getTask(null, fileManager, diagnostic -> {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR && diagnostic.getSource() != null) {
        broken.add(diagnostic.getSource());
      }
    }, List.of("-proc:none", "-Xmaxerrs", "1000000"), null, sources);
    task.parse();
    // The diagnostics' sources are wrappers.
    Set<JavaFileObject> found = new HashSet<>();
    for (JavaFileObject source : sources) {
      for (JavaFileObject each : broken) {
        if (!each.toUri().equals(source.toUri())) continue;
        found.add(source);
        leaveOut("files with syntax that this compiler does not know");
        break;
      }
    }
    return found;
  }

  private static Set<CompilationUnitTree> withDuplicateClasses(List<CompilationUnitTree> units) {
    Map<String, CompilationUnitTree> first = new HashMap<>();
    Set<CompilationUnitTree> ambiguous = new HashSet<>();
    for (CompilationUnitTree unit : units) {
      for (Tree declared : unit.getTypeDecls()) {
        if (!(declared instanceof ClassTree)) continue;
        CompilationUnitTree other =
            first.putIfAbsent(unit.getPackageName() + "." + ((ClassTree) declared).getSimpleName(), unit);
        if (other == null || other == unit) continue;
        ambiguous.add(unit);
        ambiguous.add(other);
      }
    }
    return ambiguous;
  }

  private final class DeclarationScanner extends TreePathScanner<Void, Void> {
    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      declaredNames.add(tree.getSimpleName().toString());
      for (Tree member : tree.getMembers()) {
        if (member instanceof MethodTree) declaredNames.add(((MethodTree) member).getName().toString());
        if (member instanceof VariableTree) declaredNames.add(((VariableTree) member).getName().toString());
      }
      return super.visitClass(tree, nothing);
    }
  }

  private final class UseScanner extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final SourcePositions positions;
    private final CompilationUnitTree unit;
    private final String text;
    private final String from;

    UseScanner(Trees trees, CompilationUnitTree unit, String text) {
      this.trees = trees;
      this.positions = trees.getSourcePositions();
      this.unit = unit;
      this.text = text;
      this.from = paths.get(unit.getSourceFile());
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void nothing) {
      String name = tree.getName().toString();
      // The compiler inserts types for `var` and for lambda parameters, and calls of `super`: no name in the text.
      if (!name.equals("this") && !name.equals("super")
          && text.startsWith(name, (int) positions.getStartPosition(unit, tree))) {
        use(name);
      }
      return super.visitIdentifier(tree, nothing);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
      String name = tree.getIdentifier().toString();
      int end = (int) positions.getEndPosition(unit, tree);
      boolean isWritten = end >= name.length() && text.startsWith(name, end - name.length());
      boolean isStaticImport = getCurrentPath().getParentPath().getLeaf() instanceof ImportTree;
      if (isWritten && !name.equals("this") && !name.equals("super") && !name.equals("class") && !name.equals("*")) {
        // The name that a static import ends in has no symbol; its uses have.
        use(isStaticImport ? null : name);
      }
      return super.visitMemberSelect(tree, nothing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
      use(tree.getName().toString());
      return super.visitMemberReference(tree, nothing);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void nothing) {
      use(null); // the class is named beside it
      return super.visitNewClass(tree, nothing);
    }

    /** {@code name} is null where a missing symbol says nothing. */
    private void use(String name) {
      Element symbol = trees.getElement(getCurrentPath());
      boolean isUnresolved = symbol == null
          || symbol.getKind() != ElementKind.PACKAGE && symbol.asType().getKind() == TypeKind.ERROR;
      if (isUnresolved) {
        if (name == null) return;
        leaveOut("names that javac did not resolve");
        if (declaredNames.contains(name)) unresolved.add(from);
        return;
      }
      Element topLevel = symbol;
      while (topLevel.getEnclosingElement() != null
          && topLevel.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
        topLevel = topLevel.getEnclosingElement();
      }
      String to = fileOfTopLevelClass.get(topLevel);
      if (to == null || to.equals(from)) return;
      Element named = symbol.getKind() == ElementKind.CONSTRUCTOR ? symbol.getEnclosingElement() : symbol;
      symbolOfEdge.computeIfAbsent(from, key -> new TreeMap<>()).putIfAbsent(to, named.getSimpleName().toString());
    }
  }

  private void print() {
    StringBuilder lines = new StringBuilder();
    for (String file : judged) append(lines, "file", file);
    for (String file : unresolved) append(lines, "unresolved", file);
    symbolOfEdge.forEach((from, symbols) -> symbols.forEach((to, symbol) -> append(lines, "edge", from, to, symbol)));
    leftOut.forEach((reason, count) -> append(lines, "left-out", reason, String.valueOf(count)));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }

  private static void append(StringBuilder lines, String... fields) {
    lines.append(String.join("\t", fields)).append('\n');
  }
}

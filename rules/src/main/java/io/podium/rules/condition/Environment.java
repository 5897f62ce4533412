package io.podium.rules.condition;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;
import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DURATION;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.types.TypeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What conditions can call, with types for the check of what authors write. As in CEL, but for one kind of number,
 * which is CEL's double to the check, and without bytes and messages, which no event has.
 */
final class Environment {

    /** Types by the name that CEL has for them. */
    static final Map<String, Values.Type> TYPES = Map.ofEntries(
            Map.entry("int", Values.Type.NUMBER),
            Map.entry("uint", Values.Type.NUMBER),
            Map.entry("double", Values.Type.NUMBER),
            Map.entry("string", Values.Type.STRING),
            Map.entry("bool", Values.Type.BOOL),
            Map.entry("list", Values.Type.LIST),
            Map.entry("map", Values.Type.MAP),
            Map.entry("null_type", Values.Type.NULL),
            Map.entry("type", Values.Type.TYPE));

    private static final CelType NUMBER = SimpleType.DOUBLE;
    private static final CelType A = TypeParamType.create("A");
    private static final CelType B = TypeParamType.create("B");
    private static final CelType LIST = ListType.create(A);
    private static final CelType MAP = MapType.create(A, B);

    private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();

    private Environment() {}

    /** All functions and operators. */
    static List<CelFunctionDecl> functions() {
        Environment environment = new Environment();
        environment.logic();
        environment.arithmetic();
        environment.collections();
        environment.texts();
        environment.conversions();
        environment.times();
        List<CelFunctionDecl> declared = new ArrayList<>();
        environment.overloads.forEach((name, forms) -> declared.add(newFunctionDeclaration(name, forms)));
        return declared;
    }

    private void logic() {
        global("_&&_", BOOL, BOOL, BOOL);
        global("_||_", BOOL, BOOL, BOOL);
        global("!_", BOOL, BOOL);
        global("_?_:_", A, BOOL, A, A);
        global("@not_strictly_false", BOOL, BOOL);
        global("_==_", BOOL, A, A);
        global("_!=_", BOOL, A, A);
        for (String order : List.of("_<_", "_<=_", "_>_", "_>=_")) {
            for (CelType type : List.of(NUMBER, STRING, BOOL, TIMESTAMP, DURATION)) {
                global(order, BOOL, type, type);
            }
        }
    }

    private void arithmetic() {
        for (String operator : List.of("_+_", "_-_", "_*_", "_/_", "_%_")) {
            global(operator, NUMBER, NUMBER, NUMBER);
        }
        global("-_", NUMBER, NUMBER);
        global("_+_", STRING, STRING, STRING);
        global("_+_", LIST, LIST, LIST);
        global("_+_", TIMESTAMP, TIMESTAMP, DURATION);
        global("_+_", TIMESTAMP, DURATION, TIMESTAMP);
        global("_+_", DURATION, DURATION, DURATION);
        global("_-_", TIMESTAMP, TIMESTAMP, DURATION);
        global("_-_", DURATION, TIMESTAMP, TIMESTAMP);
        global("_-_", DURATION, DURATION, DURATION);
    }

    private void collections() {
        global("_[_]", A, LIST, NUMBER);
        global("_[_]", B, MAP, A);
        global("@in", BOOL, A, LIST);
        global("@in", BOOL, A, MAP);
        for (CelType type : List.of(STRING, LIST, MAP)) {
            global("size", NUMBER, type);
            member("size", NUMBER, type);
        }
    }

    private void texts() {
        for (String name : List.of("contains", "startsWith", "endsWith", "matches")) {
            member(name, BOOL, STRING, STRING);
        }
        global("matches", BOOL, STRING, STRING);
    }

    private void conversions() {
        global("dyn", DYN, A);
        global("type", TypeType.create(A), A);
        List.of(BOOL, STRING).forEach(from -> global("bool", BOOL, from));
        List.of(NUMBER, STRING, TIMESTAMP).forEach(from -> global("int", NUMBER, from));
        List.of(NUMBER, STRING).forEach(from -> global("uint", NUMBER, from));
        List.of(NUMBER, STRING).forEach(from -> global("double", NUMBER, from));
        List.of(STRING, NUMBER, BOOL, TIMESTAMP, DURATION).forEach(from -> global("string", STRING, from));
        List.of(STRING, NUMBER, TIMESTAMP).forEach(from -> global("timestamp", TIMESTAMP, from));
        List.of(STRING, DURATION).forEach(from -> global("duration", DURATION, from));
    }

    private void times() {
        List<String> ofBoth = List.of("getHours", "getMinutes", "getSeconds", "getMilliseconds");
        List<String> ofInstants =
                List.of("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear");
        for (String name : ofInstants) {
            member(name, NUMBER, TIMESTAMP);
            member(name, NUMBER, TIMESTAMP, STRING);
        }
        for (String name : ofBoth) {
            member(name, NUMBER, TIMESTAMP);
            member(name, NUMBER, TIMESTAMP, STRING);
            member(name, NUMBER, DURATION);
        }
    }

    private void global(String name, CelType result, CelType... parameters) {
        forms(name).add(newGlobalOverload(id(name), result, List.of(parameters)));
    }

    private void member(String name, CelType result, CelType... parameters) {
        forms(name).add(newMemberOverload(id(name), result, List.of(parameters)));
    }

    private List<CelOverloadDecl> forms(String name) {
        return overloads.computeIfAbsent(name, any -> new ArrayList<>());
    }

    private String id(String name) {
        return name + "_" + forms(name).size();
    }
}
